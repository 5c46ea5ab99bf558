import { pendTicket } from '../../shared/application/tickets/answer-ticket.ts';
import { pendTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';
import { commandInput } from './command-input.ts';
import { writtenText } from './written-text.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof pendTicket>[0]): HttpHandler => {
  const pend = pendTicket(deps);
  return operation(spec, deps, async ({ body, ...request }) => {
    const result = await pend({ ...commandInput(request), ...writtenText(body) });
    return result.ok ? ok(toTicketDto(result.value, request.agent)) : result;
  });
};
