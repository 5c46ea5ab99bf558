import { starTicket } from '../../shared/application/tickets/star-ticket.ts';
import { unstarTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof starTicket>[0]): HttpHandler => {
  const star = starTicket(deps);
  return operation(spec, deps, ({ agent, params }) => star({ ...params, agentId: agent.agentId, important: false }));
};
