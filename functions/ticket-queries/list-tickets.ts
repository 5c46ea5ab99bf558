import type { TicketList, TicketRepository } from '../../shared/application/ports/ticket-repository.ts';
import { listTickets as spec, type TicketList as MenuList } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketRowDto } from '../../shared/http/ticket-dto.ts';
import { pageRequest } from './page-request.ts';

/** What each menu list is to the caller. */
const LISTS = {
  all: () => ({ kind: 'all' }),
  all_unassigned: () => ({ kind: 'status', status: 'unassigned' }),
  my_processing: (assigneeId) => ({ kind: 'assignee', assigneeId, status: 'processing' }),
  my_pending: (assigneeId) => ({ kind: 'assignee', assigneeId, status: 'pending' }),
  my_resolved: (assigneeId) => ({ kind: 'assignee', assigneeId, status: 'resolved' }),
} as const satisfies Record<MenuList, (agentId: string) => TicketList>;

export const createHandler = (deps: OperationDeps & { readonly tickets: Pick<TicketRepository, 'listTickets'> }): HttpHandler =>
  operation(spec, deps, async ({ agent, params: { serviceId }, query: { list, ...page } }) => {
    const { items, cursor } = await deps.tickets.listTickets(serviceId, LISTS[list](agent.agentId), pageRequest(page));
    return ok({ rows: items.map(toTicketRowDto), nextCursor: cursor ?? null });
  });
