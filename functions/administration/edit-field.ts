import { editField } from '../../shared/application/administration/edit-field.ts';
import { editField as spec } from '../../shared/contracts/http/fields.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toFieldDefinitionDto } from '../../shared/http/field-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { given } from '../ticket-commands/given.ts';
import { givenOptions } from './given-options.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editField>[0]): HttpHandler => {
  const edit = editField(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params, body: { names, options, ...body }, correlationId, expectedVersion }) => {
      const changes = {
        ...given(body),
        ...(names === undefined ? {} : { names: given(names) }),
        ...(options === undefined ? {} : { options: givenOptions(options) }),
      };
      const result = await edit({
        ...params,
        agentId,
        correlationId,
        changes,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return result.ok ? ok(toFieldDefinitionDto(result.value)) : result;
    },
  );
};
