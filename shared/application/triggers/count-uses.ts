import { triggerStoppedMessage } from '../../contracts/live/messages.ts';
import type { ConsideredTrigger } from '../../domain/trigger/automation.ts';
import { FAILURES_LIMIT, type Trigger, type TriggerStop } from '../../domain/trigger/trigger.ts';
import { tellAdministrators, type TellAdministratorsDeps } from '../live/tell-administrators.ts';
import type { ClockAndIds, Log } from '../ports/platform.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import { triggerFact } from './trigger-fact.ts';

export type CountUsesDeps = Omit<TellAdministratorsDeps, 'now'> & {
  readonly triggers: Pick<TriggerRepository, 'countUse' | 'stop'>;
  readonly clock: ClockAndIds;
  readonly log: Log;
};

/**
 * Counts which triggers fired and which failed, and takes one out of use that failed FAILURES_LIMIT times in a row:
 * administrators find that in the audit log, and their consoles are told. Never throws: what was evaluated is written,
 * and to evaluate it again would change nothing.
 */
export const countUses = (deps: CountUsesDeps) => {
  const stop = async (trigger: Trigger): Promise<void> => {
    const { serviceId, triggerId, name } = trigger;
    const stopped: TriggerStop = {
      why: 'failing',
      at: deps.clock.now().toISOString(),
      details: [{ pointer: '#', detail: `It failed ${FAILURES_LIMIT} times in a row` }],
    };
    const after = { ...trigger, version: trigger.version + 1, stopped };
    const fact = triggerFact(deps.clock, { serviceId, correlationId: deps.clock.newId('cor') }, trigger, after);
    if (!(await deps.triggers.stop(trigger, stopped, fact))) return;
    deps.log.error('trigger_stopped', { serviceId, triggerId, why: stopped.why });
    await tellAdministrators(
      { ...deps, now: () => deps.clock.now() },
      serviceId,
      triggerStoppedMessage().parse({ type: 'trigger_stopped', serviceId, triggerId, name, why: stopped.why }),
    );
  };
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
        if (failed && failuresInARow >= FAILURES_LIMIT && trigger !== undefined) await stop(trigger);
      } catch (cause) {
        deps.log.warn('trigger_use_not_counted', { serviceId, triggerId, cause });
      }
    }
  };
};
