import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { exampleTicket } from '../../domain/template/example-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';

export type TicketToFillDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'listTickets'>;
  readonly clock: Pick<ClockAndIds, 'now'>;
};

/** `isExample`: the service has no ticket yet. */
export type TicketToFill = { readonly ticket: Ticket; readonly isExample: boolean };

/**
 * The ticket whose values fill a text that is not saved yet: the one that was asked for, else the one on which
 * something happened last, else an example.
 */
export const ticketToFill =
  ({ tickets, clock }: TicketToFillDeps) =>
  async (serviceId: string, number: number | undefined): Promise<Result<TicketToFill, TicketNotFound>> => {
    const newest = async () => {
      const { items } = await tickets.listTickets(serviceId, { kind: 'all' }, { limit: 1, order: 'newest' });
      return items[0]?.number;
    };
    const wanted = number ?? (await newest());
    const ticket = wanted === undefined ? undefined : await tickets.find(serviceId, wanted);
    if (ticket !== undefined) return ok({ ticket, isExample: false });
    return number === undefined
      ? ok({ ticket: exampleTicket(serviceId, clock.now().toISOString()), isExample: true })
      : err({ code: 'ticket_not_found', number });
  };
