import type { Assigning } from './waiting-ticket.ts';

/** The agent who got the last ticket of a trigger that distributes in sequence, and their place in the group. */
export type LastGiven = { readonly agentId: string; readonly place: number };

/** The group that a ticket is given in. */
export type TakingGroup = {
  /** All of its agents, in the order in which they joined it. */
  readonly agentIds: readonly string[];
  /** Those who take assignment. */
  readonly taking: ReadonlySet<string>;
};

/** What a choice depends on beside the group. */
export type TakingState = {
  /** Of the trigger in this group; absent before its first ticket. */
  readonly last?: LastGiven;
  /** From 0 to below 1, anew for each choice. */
  readonly random: number;
  /** How many open tickets (processing, pending) an agent has. */
  open(agentId: string): number;
  /** When an agent was given a ticket last, ISO 8601; undefined: never. */
  lastGivenAt(agentId: string): string | undefined;
};

/** The group's agents, beginning with the one behind whoever got the last ticket. */
const inTurn = (agentIds: readonly string[], last: LastGiven | undefined): readonly string[] => {
  if (last === undefined) return agentIds;
  const at = agentIds.indexOf(last.agentId);
  // Whoever stood behind an agent who left the group stands in their place now.
  const next = at === -1 ? last.place : at + 1;
  return [...agentIds.slice(next), ...agentIds.slice(0, next)];
};

/** The agent with the fewest open tickets; of several who was given one longest ago, then who joined first. */
const leastLoaded = (agentIds: readonly string[], { open, lastGivenAt }: TakingState): string | undefined => {
  const byTime = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
  return agentIds.toSorted(
    (one, other) => open(one) - open(other) || byTime(lastGivenAt(one) ?? '', lastGivenAt(other) ?? ''),
  )[0];
};

/**
 * Who is given a ticket: an agent of the group who takes assignment and has fewer open tickets than the cap, by the
 * strategy. Undefined: nobody can be given one now.
 */
export const pickAgent = (
  { strategy, agentId: designated, cap }: Pick<Assigning, 'strategy' | 'agentId' | 'cap'>,
  { agentIds, taking }: TakingGroup,
  state: TakingState,
): string | undefined => {
  const isFree = (agentId: string): boolean => taking.has(agentId) && (cap === undefined || state.open(agentId) < cap);
  switch (strategy) {
    case 'designated':
      return agentIds.find((agentId) => agentId === designated && isFree(agentId));
    case 'sequential':
      return inTurn(agentIds, state.last).find(isFree);
    case 'random': {
      const free = agentIds.filter(isFree);
      return free[Math.floor(state.random * free.length)];
    }
    case 'least_loaded':
      return leastLoaded(agentIds.filter(isFree), state);
  }
};

/** Whether a choice needs to know how many tickets the agents have whom it doesn't choose. */
export const comparesLoads = ({ strategy }: Pick<Assigning, 'strategy'>): boolean => strategy === 'least_loaded';
