import { createUpload } from '../../shared/application/tickets/create-upload.ts';
import { createUpload as spec } from '../../shared/contracts/http/uploads.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createUpload>[0]): HttpHandler => {
  const create = createUpload(deps);
  return operation(spec, deps, ({ params, body, agent: { agentId } }) => create({ ...params, ...body, agentId }));
};
