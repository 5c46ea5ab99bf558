import type { ReservedCall } from '../../domain/call/reserved-call.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { CallRepository } from '../ports/calls.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';

/** Whose open calls: the caller's, the whole service's, or those of an agent by id. */
export type CallsOf = 'mine' | 'all' | (string & {});
type OpenCalls = {
  readonly serviceId: string;
  readonly agentId: string;
  readonly owner: CallsOf;
  readonly page: Omit<PageRequest, 'order'>;
};

/** Open calls, earliest first. */
export const listOpenCalls =
  ({ calls }: { readonly calls: Pick<CallRepository, 'listOpen'> }) =>
  ({ serviceId, agentId, owner, page }: OpenCalls): Promise<Page<ReservedCall>> =>
    calls.listOpen(serviceId, owner === 'all' ? undefined : owner === 'mine' ? agentId : owner, page);

/** All calls of a ticket, newest reservation first. */
export const listTicketCalls =
  ({
    calls,
    tickets,
  }: {
    readonly calls: Pick<CallRepository, 'listByTicket'>;
    readonly tickets: Pick<TicketRepository, 'find'>;
  }) =>
  async ({
    serviceId,
    number,
  }: {
    readonly serviceId: string;
    readonly number: number;
  }): Promise<Result<readonly ReservedCall[], TicketNotFound>> => {
    const [ticket, found] = await Promise.all([tickets.find(serviceId, number), calls.listByTicket(serviceId, number)]);
    return ticket === undefined ? err({ code: 'ticket_not_found', number }) : ok(found);
  };
