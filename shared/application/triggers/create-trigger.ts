import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { type Trigger, TRIGGERS_LIMIT } from '../../domain/trigger/trigger.ts';
import type { TriggerRefusal } from '../../domain/trigger/trigger-refusal.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import type { Administering } from '../administration/desk-fact.ts';
import type { Vault } from '../ports/confidential.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { admitTrigger, type AdmitTriggerDeps } from './admit-trigger.ts';
import { placedBefore } from './move-trigger.ts';
import { takeActions, type TakeActionsDeps, type WrittenAction } from './take-actions.ts';
import { triggerFact } from './trigger-fact.ts';

/** What an administrator writes of a trigger. */
export type TriggerSettings = Pick<Trigger, 'name' | 'active' | 'event' | 'mode' | 'conditions'> & {
  readonly actions: readonly WrittenAction[];
};
export type CreateTriggerInput = Administering &
  TriggerSettings & {
    /** Default: a new id. */
    readonly triggerId?: string;
    /** The trigger that it is to stand before. Default: behind the last. */
    readonly before?: string | null;
  };
export type WriteTriggerDeps = AdmitTriggerDeps &
  TakeActionsDeps & {
    readonly triggers: Pick<TriggerRepository, 'list' | 'save'>;
    readonly vault: Pick<Vault, 'seal'>;
    readonly clock: ClockAndIds;
    readonly backoff: Backoff;
  };

/** Adds a trigger at a place among the others. */
export const createTrigger = (deps: WriteTriggerDeps) => {
  const take = takeActions(deps);
  const admit = admitTrigger(deps);
  return async ({
    serviceId,
    agentId,
    correlationId,
    triggerId = deps.clock.newId('trg'),
    before = null,
    actions,
    ...settings
  }: CreateTriggerInput): Promise<Result<Trigger, TriggerRefusal | TooLarge>> => {
    const taken = await take({ serviceId, triggerId }, actions);
    if (!taken.ok) return taken;
    const own = await taken.value(undefined);
    if (!own.ok) return own;
    return retryOnConflict<Result<Trigger, TriggerRefusal | TooLarge>>(deps.backoff, async () => {
      const { revision, triggers } = await deps.triggers.list(serviceId);
      if (triggers.some((each) => each.triggerId === triggerId)) return err({ code: 'trigger_id_taken', triggerId });
      if (triggers.length >= TRIGGERS_LIMIT) return err({ code: 'too_many_triggers', limit: TRIGGERS_LIMIT });
      const { name, active, event, mode, conditions } = settings;
      const made: Trigger = {
        serviceId,
        triggerId,
        version: 1,
        name,
        active,
        order: triggers.length,
        event,
        mode,
        conditions,
        actions: own.value,
      };
      const after = placedBefore([...triggers, made], triggerId, before);
      if (!after.ok) return after;
      const trigger = after.value.find((each) => each.triggerId === triggerId)!;
      const admitted = await admit(trigger, triggers);
      if (!admitted.ok) return admitted;
      const fact = triggerFact(deps.clock, { serviceId, agentId, correlationId }, undefined, trigger);
      const saved = await deps.triggers.save({
        serviceId,
        revision,
        put: [trigger],
        after: after.value,
        facts: [fact],
      });
      return saved === 'conflict' ? saved : ok(trigger);
    });
  };
};
