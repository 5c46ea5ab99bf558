import type { AutomationRepository } from '../ports/automation.ts';
import type { Log } from '../ports/platform.ts';
import type { FileRemains, TicketRemains, TicketRepository } from '../ports/tickets.ts';

type Deps = {
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly rows: TicketRemains;
  readonly automation: Pick<AutomationRepository, 'removeAll'>;
  readonly files: FileRemains;
  readonly log: Log;
};

/**
 * Removes the history and the files of a deleted ticket, and what triggers saw of it. Throws while the ticket's row is
 * still there: a wrong or early message must not erase a ticket that was not deleted.
 */
export const eraseTicket =
  ({ tickets, rows, automation, files, log }: Deps) =>
  async (serviceId: string, number: number): Promise<void> => {
    if ((await tickets.find(serviceId, number)) !== undefined)
      throw new Error(`Ticket ${number} of ${serviceId} was not deleted: nothing of it is erased`);
    const erased = {
      rows: await rows.removeRows(serviceId, number),
      traces: await automation.removeAll(serviceId, number),
      files: await files.removeBelow(`${serviceId}/${number}/`),
    };
    log.info('ticket_erased', { serviceId, number, ...erased });
  };
