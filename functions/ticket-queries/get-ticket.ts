import { getTicket } from '../../shared/application/tickets/get-ticket.ts';
import { getTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getTicket>[0]): HttpHandler =>
  operation(spec, deps, async ({ agent, params }) => {
    const result = await getTicket(deps)(params);
    return result.ok ? ok(toTicketDto(result.value, agent)) : result;
  });
