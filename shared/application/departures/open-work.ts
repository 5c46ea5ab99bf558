import type { ReservedCall } from '../../domain/call/reserved-call.ts';
import { isAllowed } from '../../domain/ticket/lifecycle.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import type { CallRepository } from '../ports/calls.ts';
import type { TicketsByGroup } from '../ports/desk.ts';
import type { Page } from '../ports/pages.ts';
import type { TicketRepository, TicketRow } from '../ports/tickets.ts';

/** Statuses in which a ticket is given back, in the lifecycle table's order. */
const OPEN = TICKET_STATUSES.filter((status) => isAllowed('give_back', { status }) || isAllowed('release', { status }));
const TICKETS_OF_A_PAGE = 50;
const CALLS_OF_A_PAGE = 100;

async function* allOf<T>(read: (after: { readonly cursor?: string }) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await read(cursor === undefined ? {} : { cursor });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/**
 * The open tickets of an agent, page by page from the assignee index. A ticket that is given back leaves the index, so
 * a repeated run continues where the last one stopped.
 */
export async function* openTicketsOf(
  tickets: Pick<TicketRepository, 'listTickets'>,
  serviceId: string,
  assigneeId: string,
): AsyncGenerator<TicketRow> {
  for (const status of OPEN)
    yield* allOf((after) =>
      tickets.listTickets(
        serviceId,
        { kind: 'assignee', assigneeId, status },
        { limit: TICKETS_OF_A_PAGE, order: 'oldest', ...after },
      ),
    );
}

/** The open reserved calls of an agent, page by page, earliest first. */
export const openCallsOf = (
  calls: Pick<CallRepository, 'listOpen'>,
  serviceId: string,
  ownerId: string,
): AsyncGenerator<ReservedCall> =>
  allOf((after) => calls.listOpen(serviceId, ownerId, { limit: CALLS_OF_A_PAGE, ...after }));

/** How often each key occurs, the most frequent first. */
export const countedBy = <T, K>(items: readonly T[], keyOf: (item: T) => K): readonly (readonly [K, number])[] => {
  const counts = new Map<K, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one);
};

/** The number of tickets in each group, most first; without `groupId`: tickets without a group. */
export const ticketsByGroup = (tickets: readonly Pick<TicketRow, 'groupId'>[]): TicketsByGroup =>
  countedBy(tickets, ({ groupId }) => groupId).map(([groupId, count]) => ({
    ...(groupId === undefined ? {} : { groupId }),
    tickets: count,
  }));

/** The first `limit` items, and whether there are more. */
export const firstOf = async <T>(
  items: AsyncGenerator<T>,
  limit: number,
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> => {
  const found: T[] = [];
  for await (const item of items) {
    if (found.length === limit) return { items: found, more: true };
    found.push(item);
  }
  return { items: found, more: false };
};
