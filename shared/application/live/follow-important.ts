import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Log } from '../ports/platform.ts';
import type { ImportantTickets } from '../ports/tickets.ts';
import { forEachAtMost } from './at-most.ts';
import { ticketOf, type TicketRowChange } from './project-tickets.ts';

const TICKETS_AT_ONCE = 10;

/**
 * Brings what agents marked as important to the tickets' present state: once for each ticket of a batch, to the last
 * that it tells. Answers the positions of changes that could not be followed; they are to come again.
 */
export const followImportant =
  ({ importantTickets, log }: { readonly importantTickets: Pick<ImportantTickets, 'follow'>; readonly log: Log }) =>
  async (changes: readonly TicketRowChange<Ticket>[]): Promise<readonly number[]> => {
    // A stream keeps the order of each row's changes, so the last position is the latest state.
    const last = new Map(
      changes.map((change, position) => [
        JSON.stringify([ticketOf(change).serviceId, ticketOf(change).number]),
        position,
      ]),
    );
    const failed: number[] = [];
    await forEachAtMost(TICKETS_AT_ONCE, [...last.values()], async (position) => {
      const change = changes[position]!;
      const ticket = ticketOf(change);
      try {
        await importantTickets.follow(ticket, change.after === undefined);
      } catch (cause) {
        log.error('stars_failed', { serviceId: ticket.serviceId, number: ticket.number, cause });
        failed.push(position);
      }
    });
    return failed;
  };
