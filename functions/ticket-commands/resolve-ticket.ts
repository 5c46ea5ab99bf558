import { resolveTicket } from '../../shared/application/tickets/answer-ticket.ts';
import { resolveTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';
import { commandInput } from './command-input.ts';
import { writtenText } from './written-text.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof resolveTicket>[0]): HttpHandler => {
  const resolve = resolveTicket(deps);
  return operation(spec, deps, async ({ body, ...request }) => {
    const result = await resolve({ ...commandInput(request), ...writtenText(body) });
    return result.ok ? ok(toTicketDto(result.value, request.agent)) : result;
  });
};
