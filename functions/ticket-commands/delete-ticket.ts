import { deleteTicket } from '../../shared/application/tickets/delete-ticket.ts';
import { deleteTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { commandInput } from './command-input.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof deleteTicket>[0]): HttpHandler => {
  const remove = deleteTicket(deps);
  return operation(spec, deps, (request) => remove(commandInput(request)));
};
