import type { Log } from '../ports/platform.ts';
import type { FileRemains, TicketRemains, TicketRepository } from '../ports/tickets.ts';

type Deps = {
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly rows: TicketRemains;
  readonly files: FileRemains;
  readonly log: Log;
};

/**
 * Removes all that was said in a deleted ticket, and its files. Throws while the ticket itself is there: no message,
 * however it came about, takes a living one's history.
 */
export const eraseTicket =
  ({ tickets, rows, files, log }: Deps) =>
  async (serviceId: string, number: number): Promise<void> => {
    if ((await tickets.find(serviceId, number)) !== undefined)
      throw new Error(`Ticket ${number} of ${serviceId} was not deleted: nothing of it is erased`);
    const erased = {
      rows: await rows.removeRows(serviceId, number),
      files: await files.removeBelow(`${serviceId}/${number}/`),
    };
    log.info('ticket_erased', { serviceId, number, ...erased });
  };
