import { editTicket } from '../../shared/application/tickets/edit-ticket.ts';
import { editTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';
import { commandInput } from './command-input.ts';
import { given } from './given.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editTicket>[0]): HttpHandler => {
  const edit = editTicket(deps);
  return operation(spec, deps, async ({ body: { customer, ...fields }, ...request }) => {
    const result = await edit({
      ...commandInput(request),
      edit: { ...given(fields), ...(customer === undefined ? {} : { customer: given(customer) }) },
    });
    return result.ok ? ok(toTicketDto(result.value, request.agent)) : result;
  });
};
