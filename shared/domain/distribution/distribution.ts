import type { LastGiven } from './pick-agent.ts';
import type { GroupPlace, WaitingTicket } from './waiting-ticket.ts';

/** Whose turn it is in a group among the tickets of one trigger. */
export type Turn = GroupPlace & LastGiven & { readonly triggerId: string; readonly version: number };

/** What an agent was given lately, in all groups of the service. */
export type Received = {
  readonly serviceId: string;
  readonly agentId: string;
  readonly version: number;
  /** ISO 8601. */
  readonly lastAt: string;
  /** What the index of assignees may not show yet. */
  readonly recent: readonly { readonly number: number; readonly at: string }[];
};

/**
 * What an assignment writes beside its ticket, each guarded by the version before: the place in the line is gone, and
 * what the choice depended on has moved.
 */
export type Distribution = {
  readonly waiting: WaitingTicket;
  readonly received: Received;
  /** Of a trigger that distributes in sequence. */
  readonly turn?: Turn;
};

/** Seconds for which what an agent was given counts beside the index of assignees, which follows in much less. */
export const RECENT_SECONDS = 15;

/** So many of them at most, so that the row stays below one write unit: two groups are handed out in pages of half. */
export const RECENT_LIMIT = 50;

/** The next state of what an agent was given. */
export const receive = (
  { serviceId, agentId }: Pick<Received, 'serviceId' | 'agentId'>,
  before: Received | undefined,
  number: number,
  at: string,
): Received => ({
  serviceId,
  agentId,
  version: (before?.version ?? 0) + 1,
  lastAt: at,
  recent: [...recentOf(before, at).filter((given) => given.number !== number), { number, at }].slice(-RECENT_LIMIT),
});

/** What of it the index may not show yet. */
export const recentOf = (received: Received | undefined, at: string): Received['recent'] =>
  (received?.recent ?? []).filter((given) => Date.parse(at) - Date.parse(given.at) < RECENT_SECONDS * 1000);

/** The next turn, once an agent of the group was given a ticket of the trigger. */
export const nextTurn = (
  { serviceId, groupId, triggerId }: WaitingTicket,
  before: Turn | undefined,
  agentId: string,
  agentIds: readonly string[],
): Turn => ({
  serviceId,
  groupId,
  triggerId,
  version: (before?.version ?? 0) + 1,
  agentId,
  place: agentIds.indexOf(agentId),
});
