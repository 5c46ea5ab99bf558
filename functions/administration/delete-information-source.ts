import { deleteSource } from '../../shared/application/customer-information/delete-source.ts';
import { deleteInformationSource as spec } from '../../shared/contracts/http/customer-information.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof deleteSource>[0]): HttpHandler => {
  const remove = deleteSource(deps);
  return operation(spec, deps, ({ agent: { agentId }, correlationId, params, expectedVersion }) =>
    remove({ ...params, agentId, correlationId, ...(expectedVersion === undefined ? {} : { expectedVersion }) }),
  );
};
