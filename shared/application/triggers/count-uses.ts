import type { ConsideredTrigger } from '../../domain/trigger/automation.ts';
import { FAILURES_LIMIT, type Trigger } from '../../domain/trigger/trigger.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import { takeOutOfUse, type TakeOutOfUseDeps } from './take-out-of-use.ts';

export type CountUsesDeps = TakeOutOfUseDeps & { readonly triggers: Pick<TriggerRepository, 'countUse'> };

/**
 * Counts which triggers fired and which failed, and takes one out of use that failed FAILURES_LIMIT times in a row:
 * administrators find that in the audit log, and their consoles are told. Never throws: what was evaluated is written,
 * and to evaluate it again would change nothing.
 */
export const countUses = (deps: CountUsesDeps) => {
  const takeOut = takeOutOfUse(deps);
  const details = [{ pointer: '#', detail: `It failed ${FAILURES_LIMIT} times in a row` }];
  return async (
    serviceId: string,
    used: readonly ConsideredTrigger[],
    triggers: ReadonlyMap<string, Trigger>,
  ): Promise<void> => {
    const at = deps.clock.now().toISOString();
    for (const { triggerId, outcome } of used) {
      const failed = outcome === 'failed';
      try {
        const { failuresInARow } = await deps.triggers.countUse(serviceId, triggerId, { at, failed });
        const trigger = triggers.get(triggerId);
        if (failed && failuresInARow >= FAILURES_LIMIT && trigger !== undefined)
          await takeOut(trigger, { why: 'failing', details }, deps.clock.newId('cor'));
      } catch (cause) {
        deps.log.warn('trigger_use_not_counted', { serviceId, triggerId, cause });
      }
    }
  };
};
