import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import type { TriggerRefusal } from '../../domain/trigger/trigger-refusal.ts';
import type { Administering } from '../administration/desk-fact.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { triggerFact } from './trigger-fact.ts';

type PlaceGone = Extract<TriggerRefusal, { code: 'trigger_place_gone' }>;

/** Triggers in their order, one of them before another one; null: behind the last. */
export const placedBefore = (
  triggers: readonly Trigger[],
  triggerId: string,
  before: string | null,
): Result<readonly Trigger[], PlaceGone> => {
  const moving = triggers.filter((each) => each.triggerId === triggerId);
  const others = triggers.filter((each) => each.triggerId !== triggerId);
  if (before === triggerId) return ok(triggers);
  const place = before === null ? others.length : others.findIndex((each) => each.triggerId === before);
  return place === -1
    ? err({ code: 'trigger_place_gone', triggerId: before! })
    : ok([...others.slice(0, place), ...moving, ...others.slice(place)].map((each, order) => ({ ...each, order })));
};

export type MoveTriggerInput = Administering & {
  readonly triggerId: string;
  /** The trigger that it is to stand before; null: behind the last. */
  readonly before: string | null;
};
type MoveDeps = {
  readonly triggers: Pick<TriggerRepository, 'list' | 'save'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

/**
 * Moves a trigger before another one, and gives all ids in their order. Moves at once are done one after the other, so
 * that none is lost. One row is written however many triggers there are.
 */
export const moveTrigger =
  ({ triggers, clock, backoff }: MoveDeps) =>
  ({
    triggerId,
    before,
    ...by
  }: MoveTriggerInput): Promise<Result<{ readonly triggerIds: readonly string[] }, TriggerRefusal>> =>
    retryOnConflict<Result<{ readonly triggerIds: readonly string[] }, TriggerRefusal>>(backoff, async () => {
      const stored = await triggers.list(by.serviceId);
      const stood = stored.triggers.find((each) => each.triggerId === triggerId);
      if (stood === undefined) return err({ code: 'trigger_not_found', triggerId });
      const after = placedBefore(stored.triggers, triggerId, before);
      if (!after.ok) return after;
      const moved = after.value.find((each) => each.triggerId === triggerId)!;
      const done = ok({ triggerIds: after.value.map((each) => each.triggerId) });
      if (moved.order === stood.order) return done;
      const { serviceId, agentId, correlationId } = by;
      const fact = triggerFact(clock, { serviceId, agentId, correlationId }, stood, moved);
      const { revision } = stored;
      const saved = await triggers.save({ serviceId, revision, put: [], after: after.value, facts: [fact] });
      return saved === 'conflict' ? saved : done;
    });
