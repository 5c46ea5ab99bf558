/**
 * What happens to the open tickets of an agent who left: they go back to the group, or by the service's setting the
 * agent keeps them.
 */
export const DEPARTURE_OUTCOMES = ['given_back', 'kept'] as const;
export type DepartureOutcome = (typeof DEPARTURE_OUTCOMES)[number];

/**
 * An agent who left a service with open tickets or calls; shown to its administrators until one of them dismisses it.
 */
export type Departure = {
  readonly serviceId: string;
  /** Sortable by time: made from the id of the event that announced it. */
  readonly departureId: string;
  readonly agentId: string;
  /** When the agent left. */
  readonly at: string;
  readonly outcome: DepartureOutcome;
  /** Number of tickets by group, most first; without `groupId`: tickets without a group. */
  readonly groups: readonly { readonly groupId?: string; readonly tickets: number }[];
  /** The agent's reserved calls that are still open: each needs another owner. */
  readonly openCalls: number;
  /** When all tickets had been processed; administrators are notified only then. */
  readonly finishedAt?: string;
  /** When the open consoles of administrators were notified of all of this. */
  readonly toldAt?: string;
  readonly dismissedAt?: string;
};

export type DepartureRefusal = { readonly code: 'departure_not_found'; readonly departureId: string };

/** Maximum departures shown to administrators. */
export const DEPARTURES_SHOWN = 100;

/** Whether administrators see it: finished and not dismissed. */
export const isNews = ({ finishedAt, dismissedAt }: Departure): boolean =>
  finishedAt !== undefined && dismissedAt === undefined;
