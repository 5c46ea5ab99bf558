import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Page, PageRequest, TicketRepository } from '../ports/ticket-repository.ts';
import type { TicketNotFound } from './get-ticket.ts';

/** A page of the ticket's event log. */
export const listEvents = ({ tickets }: { readonly tickets: Pick<TicketRepository, 'find' | 'listFacts'> }) =>
  async ({ serviceId, number, page }: { readonly serviceId: string; readonly number: number; readonly page: PageRequest }): Promise<Result<Page<Fact>, TicketNotFound>> => {
    const [ticket, facts] = await Promise.all([tickets.find(serviceId, number), tickets.listFacts(serviceId, number, page)]);
    return ticket === undefined ? err({ code: 'ticket_not_found', number }) : ok(facts);
  };
