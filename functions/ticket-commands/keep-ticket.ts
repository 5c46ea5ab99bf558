import { keepTicket } from '../../shared/application/tickets/keep-ticket.ts';
import { keepTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';
import { commandInput } from './command-input.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof keepTicket>[0]): HttpHandler => {
  const keep = keepTicket(deps);
  return operation(spec, deps, async ({ body, ...request }) => {
    const result = await keep({
      ...commandInput(request),
      ...(body.groupId === undefined ? {} : { groupId: body.groupId }),
    });
    return result.ok ? ok(toTicketDto(result.value, request.agent)) : result;
  });
};
