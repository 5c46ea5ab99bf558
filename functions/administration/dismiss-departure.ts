import { dismissDeparture } from '../../shared/application/departures/dismiss-departure.ts';
import { dismissDeparture as spec } from '../../shared/contracts/http/departures.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof dismissDeparture>[0]): HttpHandler => {
  const dismiss = dismissDeparture(deps);
  return operation(spec, deps, ({ agent: { agentId }, params }) => dismiss({ ...params, agentId }));
};
