import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Log } from '../ports/platform.ts';
import type { ImportantTickets } from '../ports/tickets.ts';
import { forEachAtMost } from './at-most.ts';
import { ticketOf, type TicketRowChange } from './project-tickets.ts';

const TICKETS_AT_ONCE = 10;

type Deps = { readonly importantTickets: Pick<ImportantTickets, 'marked' | 'follow'>; readonly log: Log };

/**
 * Brings what agents marked as important to the tickets' present state: once for each ticket of a batch, to the last
 * that it tells. Nothing is asked about tickets that nobody marked. Answers the positions of changes that could not be
 * followed; they are to come again.
 */
export const followImportant =
  ({ importantTickets, log }: Deps) =>
  async (changes: readonly TicketRowChange<Ticket>[]): Promise<readonly number[]> => {
    // A stream keeps the order of each row's changes, so the last position is the latest state.
    const last = new Map(
      changes.map((change, position) => [
        JSON.stringify([ticketOf(change).serviceId, ticketOf(change).number]),
        position,
      ]),
    );
    const failed: number[] = [];
    const ofService = Map.groupBy(last.values(), (position) => ticketOf(changes[position]!).serviceId);
    for (const [serviceId, positions] of ofService) {
      const numberAt = (position: number) => ticketOf(changes[position]!).number;
      try {
        const marked = await importantTickets.marked(serviceId, positions.map(numberAt));
        const following = positions.filter((position) => marked.has(numberAt(position)));
        await forEachAtMost(TICKETS_AT_ONCE, following, async (position) => {
          const change = changes[position]!;
          try {
            await importantTickets.follow(ticketOf(change), change.after === undefined);
          } catch (cause) {
            log.error('stars_failed', { serviceId, number: numberAt(position), cause });
            failed.push(position);
          }
        });
      } catch (cause) {
        log.error('stars_failed', { serviceId, cause });
        failed.push(...positions);
      }
    }
    return failed;
  };
