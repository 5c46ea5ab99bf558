import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import type { TriggerRefusal } from '../../domain/trigger/trigger-refusal.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import type { Administering } from '../administration/desk-fact.ts';
import type { Backoff } from '../ports/platform.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { admitTrigger } from './admit-trigger.ts';
import type { TriggerSettings, WriteTriggerDeps } from './create-trigger.ts';
import { takeActions } from './take-actions.ts';
import { triggerFact } from './trigger-fact.ts';

export type TriggerRef = Administering & {
  readonly triggerId: string;
  /** From If-Match. */
  readonly expectedVersion?: number;
};
type Refused = TriggerRefusal | TooLarge;
type Stored = { readonly revision: number; readonly trigger: Trigger; readonly others: readonly Trigger[] };

/** Reads a trigger among the others and lets `write` change it; asked again when that meets a conflict. */
const changeTrigger =
  ({ triggers, backoff }: { readonly triggers: Pick<TriggerRepository, 'list'>; readonly backoff: Backoff }) =>
  async <T>(
    { serviceId, triggerId, expectedVersion }: TriggerRef,
    write: (stored: Stored) => Promise<Result<T, Refused> | 'conflict'>,
  ): Promise<Result<T, Refused>> =>
    retryOnConflict<Result<T, Refused>>(backoff, async () => {
      const { revision, triggers: all } = await triggers.list(serviceId);
      const trigger = all.find((each) => each.triggerId === triggerId);
      if (trigger === undefined) return err({ code: 'trigger_not_found', triggerId });
      if (expectedVersion !== undefined && expectedVersion !== trigger.version)
        return err({ code: 'trigger_changed', expected: expectedVersion, actual: trigger.version });
      return write({ revision, trigger, others: all.filter((each) => each !== trigger) });
    });

const inTheirOrder = (triggers: readonly Trigger[]): readonly Trigger[] =>
  triggers.toSorted((a, b) => a.order - b.order).map((each, order) => ({ ...each, order }));

export type EditTriggerInput = TriggerRef & { readonly changes: Partial<TriggerSettings> };

/**
 * Changes a trigger. What it does, when and whether it is in use is checked as a whole, and a trigger that the desk
 * stopped begins anew with it; another name, or taking it out of use, leaves both as they are.
 */
export const editTrigger = (deps: WriteTriggerDeps) => {
  const take = takeActions(deps);
  const admit = admitTrigger(deps);
  const change = changeTrigger(deps);
  return async ({ changes, ...ref }: EditTriggerInput): Promise<Result<Trigger, Refused>> => {
    const { actions: written, ...settings } = changes;
    const taken = written === undefined ? undefined : await take(ref, written);
    if (taken?.ok === false) return taken;
    const begins =
      settings.active === true || [written, settings.event, settings.mode, settings.conditions].some(Boolean);
    return change<Trigger>(ref, async ({ revision, trigger: before, others }) => {
      const actions = taken === undefined ? ok(before.actions) : await taken.value(before);
      if (!actions.ok) return actions;
      const { stopped, ...rest } = before;
      const after: Trigger = {
        ...rest,
        ...settings,
        actions: actions.value,
        ...(stopped === undefined || begins ? {} : { stopped }),
        version: before.version + 1,
      };
      const { serviceId, agentId, correlationId } = ref;
      const fact = triggerFact(deps.clock, { serviceId, agentId, correlationId }, before, after);
      if (fact.changed.length === 0) return ok(before);
      const admitted = begins ? await admit(after, others) : ok(after);
      if (!admitted.ok) return admitted;
      const saved = await deps.triggers.save({
        serviceId,
        revision,
        put: [after],
        ...(stopped !== undefined && begins && { restarted: [after.triggerId] }),
        after: inTheirOrder([...others, after]),
        facts: [fact],
      });
      return saved === 'conflict' ? saved : ok(after);
    });
  };
};

/** Deletes a trigger with its secrets and with what was counted of it. */
export const deleteTrigger = (deps: Pick<WriteTriggerDeps, 'triggers' | 'clock' | 'backoff'>) => {
  const change = changeTrigger(deps);
  return (ref: TriggerRef): Promise<Result<{ readonly triggerId: string }, Refused>> =>
    change<{ readonly triggerId: string }>(ref, async ({ revision, trigger, others }) => {
      const { serviceId, agentId, correlationId, triggerId } = ref;
      const fact = triggerFact(deps.clock, { serviceId, agentId, correlationId }, trigger, undefined);
      const saved = await deps.triggers.save({
        serviceId,
        revision,
        put: [],
        removed: [trigger],
        after: inTheirOrder(others),
        facts: [fact],
      });
      return saved === 'conflict' ? saved : ok({ triggerId });
    });
};
