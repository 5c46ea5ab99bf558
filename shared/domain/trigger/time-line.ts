import type { Fact } from '../ticket/facts.ts';
import { occasionOf } from './occasion-of.ts';
import { HOURS_LIMIT, TIME_BASES, type TimeBase } from './trigger.ts';

/** One thing from which time triggers count: what happened to which ticket, and when (ISO 8601). */
export type TimePoint = {
  readonly serviceId: string;
  readonly since: TimeBase;
  readonly at: string;
  readonly number: number;
  readonly factId: string;
};

/** A time that came: so many hours after a point. */
export type DueTime = TimePoint & { readonly hours: number };

const HOUR = 3_600_000;

/** How long a point is kept, in milliseconds: the longest time, and three days for a stage that stood still. */
export const POINT_KEPT = (HOURS_LIMIT + 72) * HOUR;

/**
 * What begins to be counted with a fact. The first message counts as a reply, and the first status as a change: a
 * ticket to which nobody has answered yet has both. Taking an answer back begins nothing: the ticket is as it was.
 */
export const basesOf = (fact: Fact): readonly TimeBase[] => {
  if (fact.type === 'answer_taken_back') return [];
  const { kinds } = occasionOf(fact);
  const is = (...wanted: readonly (typeof kinds)[number][]) => wanted.some((kind) => kinds.includes(kind));
  const begins: Readonly<Record<TimeBase, boolean>> = {
    created: is('ticket_created'),
    last_reply: is('ticket_created', 'customer_replied', 'agent_replied'),
    status_change: is('ticket_created', 'status_changed'),
  };
  return TIME_BASES.filter((base) => begins[base]);
};

export const pointsOf = (fact: Fact, bases: ReadonlySet<TimeBase>): readonly TimePoint[] => {
  const { serviceId, number, id: factId, at } = fact;
  return basesOf(fact)
    .filter((since) => bases.has(since))
    .map((since) => ({ serviceId, since, at, number, factId }));
};

/**
 * Whether nothing is due by a point: what happened later begins the count anew, or the point's own fact is an answer
 * that was taken back. `facts`: those from the point's own on.
 */
export const isOvertaken = ({ since, factId }: TimePoint, facts: readonly Fact[]): boolean => {
  const takenBack = new Set(facts.flatMap(({ type, entryId }) => (type === 'answer_taken_back' ? [entryId] : [])));
  const isVoid = ({ type, entryId }: Fact) =>
    (type === 'ticket_resolved' || type === 'ticket_pended') && takenBack.has(entryId);
  return facts.some((fact) =>
    fact.id === factId
      ? isVoid(fact)
      : since !== 'created' && fact.id > factId && !isVoid(fact) && basesOf(fact).includes(since),
  );
};

/** When it is due, ISO 8601. */
export const dueAt = ({ at, hours }: DueTime): string => new Date(Date.parse(at) + hours * HOUR).toISOString();

/** A due time that is found again at `lookAt` (ISO 8601), since nobody will look any more for when it was due. */
export type LateTime = DueTime & { readonly lookAt: string };

/**
 * In milliseconds: what is due sooner than this after it is written may be passed by whoever looks for what is due. An
 * evaluation takes half a minute at most.
 */
export const LATE = 2 * 60_000;

/**
 * The times whose hours have passed already when their points are written: the fact was evaluated late, and whoever
 * looks for what is due has moved on from there.
 */
export const lateTimesOf = (
  points: readonly TimePoint[],
  awaited: readonly { readonly since: TimeBase; readonly hours: number }[],
  now: Date,
): readonly LateTime[] => {
  const lookAt = new Date(now.getTime() + LATE).toISOString();
  return points.flatMap((point) =>
    awaited
      .filter(({ since }) => since === point.since)
      .map(({ hours }) => ({ ...point, hours, lookAt }))
      .filter((due) => dueAt(due) <= lookAt),
  );
};

/** A stretch of time, its beginning left out. */
export type Stretch = { readonly after: string; readonly until: string };

/** The points of which `hours` have passed in a stretch of time lie in this one. */
export const pointsDueIn = ({ after, until }: Stretch, hours: number): Stretch => {
  const back = (instant: string) => new Date(Date.parse(instant) - hours * HOUR).toISOString();
  return { after: back(after), until: back(until) };
};
