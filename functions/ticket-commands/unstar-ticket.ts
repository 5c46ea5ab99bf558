import { markImportant } from '../../shared/application/tickets/mark-important.ts';
import { unstarTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof markImportant>[0]): HttpHandler => {
  const mark = markImportant(deps);
  return operation(spec, deps, ({ agent, params }) => mark({ ...params, agentId: agent.agentId, important: false }));
};
