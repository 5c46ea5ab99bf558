import { forwardTicket } from '../../shared/application/tickets/forward-ticket.ts';
import { forwardTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';
import { commandInput } from './command-input.ts';
import { given } from './given.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof forwardTicket>[0]): HttpHandler => {
  const forward = forwardTicket(deps);
  return operation(spec, deps, async ({ body, ...request }) => {
    const result = await forward({ ...commandInput(request), ...given(body) });
    return result.ok ? ok(toTicketDto(result.value, request.agent)) : result;
  });
};
