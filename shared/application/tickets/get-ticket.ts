import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { TicketRepository } from '../ports/tickets.ts';

export type TicketNotFound = Extract<TicketRefusal, { code: 'ticket_not_found' }>;

export const getTicket =
  (deps: { readonly tickets: Pick<TicketRepository, 'find'> }) =>
  async ({
    serviceId,
    number,
  }: {
    readonly serviceId: string;
    readonly number: number;
  }): Promise<Result<Ticket, TicketNotFound>> => {
    const ticket = await deps.tickets.find(serviceId, number);
    return ticket === undefined ? err({ code: 'ticket_not_found', number }) : ok(ticket);
  };
