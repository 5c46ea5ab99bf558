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
 * ticket to which nobody has answered yet has both.
 */
export const basesOf = (fact: Fact): readonly TimeBase[] => {
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

/** Whether what happened later begins the count anew, so that nothing is due by an earlier point. */
export const isOvertaken = ({ since, factId }: TimePoint, later: readonly Fact[]): boolean =>
  since !== 'created' && later.some((fact) => fact.id > factId && basesOf(fact).includes(since));

/** When it is due, ISO 8601. */
export const dueAt = ({ at, hours }: DueTime): string => new Date(Date.parse(at) + hours * HOUR).toISOString();

/** A stretch of time, its beginning left out. */
export type Stretch = { readonly after: string; readonly until: string };

/** The points of which `hours` have passed in a stretch of time lie in this one. */
export const pointsDueIn = ({ after, until }: Stretch, hours: number): Stretch => {
  const back = (instant: string) => new Date(Date.parse(instant) - hours * HOUR).toISOString();
  return { after: back(after), until: back(until) };
};
