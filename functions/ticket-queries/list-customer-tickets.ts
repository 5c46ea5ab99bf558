import { listCustomerTickets } from '../../shared/application/customers/list-customer-tickets.ts';
import type { ImportantTickets } from '../../shared/application/ports/tickets.ts';
import { listCustomerTickets as spec } from '../../shared/contracts/http/customers.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketRowDto } from '../../shared/http/ticket-dto.ts';
import { pageRequest } from './page-request.ts';

export const createHandler = (
  deps: OperationDeps &
    Parameters<typeof listCustomerTickets>[0] & { readonly importantTickets: Pick<ImportantTickets, 'numbers'> },
): HttpHandler =>
  operation(spec, deps, async ({ agent, params: { serviceId, customerId }, query }) => {
    const [page, important] = await Promise.all([
      listCustomerTickets(deps)(serviceId, customerId, pageRequest(query)),
      deps.importantTickets.numbers(serviceId, agent.agentId),
    ]);
    if (!page.ok) return page;
    const { items, cursor } = page.value;
    return ok({ rows: items.map((row) => toTicketRowDto(row, important.has(row.number))), nextCursor: cursor ?? null });
  });
