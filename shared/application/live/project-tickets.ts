import { difference } from '../../domain/figures/difference.ts';
import { agentOf, type CountedTicket, groupOf, isLive } from '../../domain/figures/figure-cells.ts';
import type { Backoff } from '../ports/platform.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ProjectionStore } from '../ports/figures.ts';
import { forEachAtMost } from './at-most.ts';
import { isLater, moveProjections, projectionOf } from './move-projections.ts';
import type { TimeZones } from './time-zones.ts';

/** A change of a ticket row from the stream: `after` is absent when the row was removed, `before` when it is new. */
export type TicketRowChange<T extends CountedTicket = CountedTicket> =
  { readonly before?: T; readonly after: T } | { readonly before: T; readonly after?: undefined };

/**
 * The changes of one service in a batch. If they changed any figure that consoles show: the agents whose own figures
 * they changed, and the groups whose number of tickets.
 */
export type CountedChanges<T extends CountedTicket> = {
  readonly serviceId: string;
  readonly changes: readonly TicketRowChange<T>[];
  readonly figuresOf?: ReadonlySet<string>;
  readonly countsOf?: ReadonlySet<string>;
};

const SERVICES_AT_ONCE = 8;
/**
 * Whether the ticket changed: it has another version, or its reply was read. One that was only stored in another form
 * has neither: there is nothing to count, to tell or to follow.
 */
export const isTicketChange = ({
  before,
  after,
}: TicketRowChange<CountedTicket & Pick<Ticket, 'unreadReply'>>): boolean =>
  before?.version !== after?.version || before?.unreadReply !== after?.unreadReply;

/** The ticket's state, or its last one. */
export const ticketOf = <T extends CountedTicket>(change: TicketRowChange<T>): T => change.after ?? change.before!;

/**
 * Counts a batch of changes exactly once and returns them by service, with whose figures they concern. A repeated batch
 * changes nothing and returns the same, so that notifications lost in a crash are sent.
 */
export const projectTickets = (deps: {
  readonly projections: ProjectionStore;
  readonly timeZoneOf: TimeZones;
  readonly backoff: Backoff;
}) => {
  const move = moveProjections(deps);
  return async <T extends CountedTicket>(
    changes: readonly TicketRowChange<T>[],
  ): Promise<readonly CountedChanges<T>[]> => {
    const counted: CountedChanges<T>[] = [];
    const services = [...Map.groupBy(changes, (change) => ticketOf(change).serviceId)];
    await forEachAtMost(SERVICES_AT_ONCE, services, async ([serviceId, own]) => {
      const timeZone = await deps.timeZoneOf(serviceId);
      const moved = await move(
        serviceId,
        newestOfEach(own).map((change) => projectionAfter(change, timeZone)),
      );
      const told = own.flatMap((change) =>
        difference(
          change.before ? projectionOf({ ticket: change.before, removed: false }, timeZone).cells : [],
          projectionAfter(change, timeZone).cells,
        ),
      );
      const scopes = new Set([...moved, ...told].map(({ scope }) => scope).filter(isLive));
      const figuresOf = new Set([...scopes].flatMap((scope) => agentOf(scope) ?? []));
      const countsOf = new Set([...scopes].flatMap((scope) => groupOf(scope) ?? []));
      counted.push({ serviceId, changes: own, ...(scopes.size > 0 && { figuresOf, countsOf }) });
    });
    return counted;
  };
};

const projectionAfter = (change: TicketRowChange, timeZone: string) =>
  projectionOf({ ticket: ticketOf(change), removed: change.after === undefined }, timeZone);

/** The last change of each ticket in a batch of one service; of those of one version the one that comes last. */
export const newestOfEach = <T extends CountedTicket>(
  changes: readonly TicketRowChange<T>[],
): readonly TicketRowChange<T>[] => {
  const last = new Map<number, TicketRowChange<T>>();
  for (const change of changes) {
    const ticket = ticketOf(change);
    const known = last.get(ticket.number);
    const isPast =
      known !== undefined &&
      isLater(
        { version: ticketOf(known).version, removed: known.after === undefined },
        { version: ticket.version, removed: change.after === undefined },
      );
    if (!isPast) last.set(ticket.number, change);
  }
  return [...last.values()];
};
