import { unassignTicket } from '../../shared/application/tickets/move-ticket.ts';
import { unassignTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';
import { commandInput } from './command-input.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof unassignTicket>[0]): HttpHandler => {
  const unassign = unassignTicket(deps);
  return operation(spec, deps, async (request) => {
    const result = await unassign(commandInput(request));
    return result.ok ? ok(toTicketDto(result.value, request.agent)) : result;
  });
};
