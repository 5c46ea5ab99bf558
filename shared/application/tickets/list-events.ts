import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { VisibleFact } from '../../domain/ticket/visible-fact.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from './get-ticket.ts';
import { visibleFacts, type VisibleFactsDeps } from './visible-facts.ts';

export type ListEventsDeps = VisibleFactsDeps & { readonly tickets: Pick<TicketRepository, 'find' | 'listFacts'> };
export type ListEventsInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly agent: Pick<Agent, 'role'>;
  readonly page: PageRequest;
};

/** A page of the ticket's event log, as far as the caller may see it. */
export const listEvents = ({ tickets, definitions }: ListEventsDeps) => {
  const seen = visibleFacts({ definitions });
  return async ({
    serviceId,
    number,
    agent,
    page,
  }: ListEventsInput): Promise<Result<Page<VisibleFact>, TicketNotFound>> => {
    const [ticket, facts] = await Promise.all([
      tickets.find(serviceId, number),
      tickets.listFacts(serviceId, number, page),
    ]);
    return ticket === undefined
      ? err({ code: 'ticket_not_found', number })
      : ok({ ...facts, items: await seen(serviceId, agent, facts.items) });
  };
};
