import { triggerStoppedMessage } from '../../contracts/live/messages.ts';
import type { Trigger, TriggerStop } from '../../domain/trigger/trigger.ts';
import { tellAdministrators, type TellAdministratorsDeps } from '../live/tell-administrators.ts';
import type { ClockAndIds, Log } from '../ports/platform.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import { triggerFact } from './trigger-fact.ts';

export type TakeOutOfUseDeps = Omit<TellAdministratorsDeps, 'now'> & {
  readonly triggers: Pick<TriggerRepository, 'stop'>;
  readonly clock: ClockAndIds;
  readonly log: Log;
};

/** One that fails is the desk's own fault; one that is outdated follows from what somebody took away. */
const LEVELS = { failing: 'error', outdated: 'warn' } as const satisfies Record<TriggerStop['why'], keyof Log>;

/**
 * Takes a trigger out of use: the audit log tells it, and the consoles of administrators that are open are told. One
 * that somebody changes in that moment is left, and false given. Consoles that can't be told read it later.
 */
export const takeOutOfUse =
  (deps: TakeOutOfUseDeps) =>
  async (trigger: Trigger, { why, details }: Omit<TriggerStop, 'at'>, correlationId: string): Promise<boolean> => {
    const { serviceId, triggerId, name } = trigger;
    const stopped: TriggerStop = { why, at: deps.clock.now().toISOString(), details };
    const after = { ...trigger, version: trigger.version + 1, stopped };
    const fact = triggerFact(deps.clock, { serviceId, correlationId }, trigger, after);
    if (!(await deps.triggers.stop(trigger, stopped, fact))) return false;
    deps.log[LEVELS[why]]('trigger_stopped', { serviceId, triggerId, why });
    try {
      await tellAdministrators(
        { ...deps, now: () => deps.clock.now() },
        serviceId,
        triggerStoppedMessage().parse({ type: 'trigger_stopped', serviceId, triggerId, name, why }),
      );
    } catch (cause) {
      // It is stopped: what began this would find nothing to do when it came again.
      deps.log.warn('trigger_stop_not_told', { serviceId, triggerId, cause });
    }
    return true;
  };
