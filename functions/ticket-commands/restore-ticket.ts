import { restoreTicket } from '../../shared/application/tickets/move-ticket.ts';
import { restoreTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';
import { commandInput } from './command-input.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof restoreTicket>[0]): HttpHandler => {
  const restore = restoreTicket(deps);
  return operation(spec, deps, async (request) => {
    const result = await restore(commandInput(request));
    return result.ok ? ok(toTicketDto(result.value, request.agent)) : result;
  });
};
