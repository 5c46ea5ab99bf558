import { isInUse, type TriggerStop } from '../../domain/trigger/trigger.ts';
import type { ClockAndIds, Log } from '../ports/platform.ts';
import type { TriggerChecks, TriggerRepository } from '../ports/triggers.ts';
import { type KnownDeps, readKnown } from './known-to-triggers.ts';
import { triggerFact } from './trigger-fact.ts';

export type StopOutdatedDeps = KnownDeps & {
  readonly triggers: Pick<TriggerRepository, 'list' | 'stop'>;
  readonly checks: TriggerChecks;
  readonly clock: ClockAndIds;
  readonly log: Log;
};

/** What a stopped trigger says of itself, at most: the rest is seen when it is opened. */
const DETAILS = 20;

/**
 * Takes the triggers of a service out of use that are no longer valid since something that they name is gone. One that
 * somebody changes in that moment is left: what changes it checks it too. Doing it twice stops nothing more.
 */
export const stopOutdated = (deps: StopOutdatedDeps) => {
  const known = readKnown(deps);
  return async (serviceId: string, correlationId: string): Promise<void> => {
    const inUse = (await deps.triggers.list(serviceId)).triggers.filter(isInUse);
    if (inUse.length === 0) return;
    const [settings, check] = await Promise.all([known(serviceId), deps.checks.checkOf(inUse)]);
    for (const trigger of inUse) {
      const errors = check(trigger, settings);
      if (errors.length === 0) continue;
      const at = deps.clock.now().toISOString();
      const stopped: TriggerStop = { why: 'outdated', at, details: errors.slice(0, DETAILS) };
      const after = { ...trigger, version: trigger.version + 1, stopped };
      const fact = triggerFact(deps.clock, { serviceId, correlationId }, trigger, after);
      if (await deps.triggers.stop(trigger, stopped, fact))
        deps.log.warn('trigger_stopped', { serviceId, triggerId: trigger.triggerId, why: stopped.why });
    }
  };
};
