import { deleteField } from '../../shared/application/administration/edit-field.ts';
import { deleteField as spec } from '../../shared/contracts/http/fields.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toFieldDefinitionDto } from '../../shared/http/field-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof deleteField>[0]): HttpHandler => {
  const remove = deleteField(deps);
  return operation(spec, deps, async ({ agent: { agentId }, params, correlationId, expectedVersion }) => {
    const result = await remove({
      ...params,
      agentId,
      correlationId,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    });
    return result.ok ? ok(toFieldDefinitionDto(result.value)) : result;
  });
};
