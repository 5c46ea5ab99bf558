import { deleteTemplate } from '../../shared/application/templates/delete-template.ts';
import { deleteTemplate as spec } from '../../shared/contracts/http/templates.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof deleteTemplate>[0]): HttpHandler => {
  const remove = deleteTemplate(deps);
  return operation(spec, deps, ({ agent, params: { templateId }, expectedVersion, correlationId }) =>
    remove({ agent, templateId, correlationId, ...(expectedVersion === undefined ? {} : { expectedVersion }) }),
  );
};
