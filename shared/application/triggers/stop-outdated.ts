import { isInUse } from '../../domain/trigger/trigger.ts';
import type { TriggerChecks, TriggerRepository } from '../ports/triggers.ts';
import { type KnownDeps, readKnown } from './known-to-triggers.ts';
import { takeOutOfUse, type TakeOutOfUseDeps } from './take-out-of-use.ts';

export type StopOutdatedDeps = KnownDeps &
  TakeOutOfUseDeps & {
    readonly triggers: Pick<TriggerRepository, 'list'>;
    readonly checks: TriggerChecks;
  };

/** What a stopped trigger says of itself, at most: the rest is seen when it is opened. */
const DETAILS = 20;

/**
 * Takes the triggers of a service out of use that are no longer valid since something that they name is gone, and
 * tells administrators. One that somebody changes in that moment is left: what changes it checks it too. Doing it twice
 * stops and tells nothing more.
 */
export const stopOutdated = (deps: StopOutdatedDeps) => {
  const known = readKnown(deps);
  const takeOut = takeOutOfUse(deps);
  return async (serviceId: string, correlationId: string): Promise<void> => {
    const inUse = (await deps.triggers.list(serviceId)).triggers.filter(isInUse);
    if (inUse.length === 0) return;
    const [settings, check] = await Promise.all([known(serviceId), deps.checks.checkOf(inUse)]);
    for (const trigger of inUse) {
      const errors = check(trigger, settings);
      if (errors.length === 0) continue;
      await takeOut(trigger, { why: 'outdated', details: errors.slice(0, DETAILS) }, correlationId);
    }
  };
};
