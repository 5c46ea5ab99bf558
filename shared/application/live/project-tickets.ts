import { difference } from '../../domain/figures/difference.ts';
import { agentOf, type CountedTicket } from '../../domain/figures/figure-cells.ts';
import type { Backoff } from '../ports/platform.ts';
import type { ProjectionStore } from '../ports/figures.ts';
import { forEachAtMost } from './at-most.ts';
import { isLater, moveProjections, projectionOf } from './move-projections.ts';
import type { TimeZones } from './time-zones.ts';

/** A change of a ticket row from the stream: `after` is absent when the row was removed, `before` when it is new. */
export type TicketRowChange<T extends CountedTicket = CountedTicket> =
  { readonly before?: T; readonly after: T } | { readonly before: T; readonly after?: undefined };

/** A service whose figures a batch changed, and the agents whose own figures changed. */
export type TouchedFigures = { readonly serviceId: string; readonly agentIds: ReadonlySet<string> };

const SERVICES_AT_ONCE = 8;
/** The ticket's state, or its last one. */
export const ticketOf = <T extends CountedTicket>(change: TicketRowChange<T>): T => change.after ?? change.before!;

/**
 * Counts a batch of changes exactly once and returns whose figures it concerns. A repeated batch changes nothing and
 * returns the same, so that notifications lost in a crash are sent.
 */
export const projectTickets = (deps: {
  readonly projections: ProjectionStore;
  readonly timeZoneOf: TimeZones;
  readonly backoff: Backoff;
}) => {
  const move = moveProjections(deps);
  return async (changes: readonly TicketRowChange[]): Promise<readonly TouchedFigures[]> => {
    const touched: TouchedFigures[] = [];
    const services = [...Map.groupBy(changes, (change) => ticketOf(change).serviceId)];
    await forEachAtMost(SERVICES_AT_ONCE, services, async ([serviceId, own]) => {
      const timeZone = await deps.timeZoneOf(serviceId);
      const moved = await move(
        serviceId,
        newest(own).map((change) => projectionAfter(change, timeZone)),
      );
      const told = own.flatMap((change) =>
        difference(
          change.before ? projectionOf({ ticket: change.before, removed: false }, timeZone).cells : [],
          projectionAfter(change, timeZone).cells,
        ),
      );
      const scopes = new Set([...moved, ...told].map(({ scope }) => scope));
      if (scopes.size > 0)
        touched.push({ serviceId, agentIds: new Set([...scopes].flatMap((scope) => agentOf(scope) ?? [])) });
    });
    return touched;
  };
};

const projectionAfter = (change: TicketRowChange, timeZone: string) =>
  projectionOf({ ticket: ticketOf(change), removed: change.after === undefined }, timeZone);

/** The last change of each ticket in a batch of one service. */
const newest = (changes: readonly TicketRowChange[]): readonly TicketRowChange[] => {
  const last = new Map<number, TicketRowChange>();
  for (const change of changes) {
    const ticket = ticketOf(change);
    const known = last.get(ticket.number);
    if (
      !known ||
      isLater(
        { version: ticket.version, removed: change.after === undefined },
        { version: ticketOf(known).version, removed: known.after === undefined },
      )
    )
      last.set(ticket.number, change);
  }
  return [...last.values()];
};
