/** What became of a leaver's open tickets: their group got them back, or the service's setting let them keep them. */
export const DEPARTURE_OUTCOMES = ['given_back', 'kept'] as const;
export type DepartureOutcome = (typeof DEPARTURE_OUTCOMES)[number];

/** An agent who left a service with open work: told to its administrators until one of them dismisses it. */
export type Departure = {
  readonly serviceId: string;
  /** Sortable by time: made of the id of the event that told of it. */
  readonly departureId: string;
  readonly agentId: string;
  /** When the agent left. */
  readonly at: string;
  readonly outcome: DepartureOutcome;
  /** How many tickets, by the group that they are in; without a group: in none. Most first. */
  readonly groups: readonly { readonly groupId?: string; readonly tickets: number }[];
  /**
   * Reserved calls that are still the leaver's: a call always has an owner, so that somebody must be found for each.
   */
  readonly openCalls: number;
  /** Once all was looked through; before that nobody is told. */
  readonly finishedAt?: string;
  /** When the open consoles of administrators were told of all that is in it. */
  readonly toldAt?: string;
  readonly dismissedAt?: string;
};

export type DepartureRefusal = { readonly code: 'departure_not_found'; readonly departureId: string };

/** The newest departures that a service's administrators are shown. */
export const DEPARTURES_SHOWN = 100;

/** Is it to be told to administrators? */
export const isNews = ({ finishedAt, dismissedAt }: Departure): boolean =>
  finishedAt !== undefined && dismissedAt === undefined;
