import { createField } from '../../shared/application/administration/create-field.ts';
import { createField as spec } from '../../shared/contracts/http/fields.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toFieldDefinitionDto } from '../../shared/http/field-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { given } from '../ticket-commands/given.ts';
import { givenOptions } from './given-options.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createField>[0]): HttpHandler => {
  const create = createField(deps);
  return operation(
    spec,
    deps,
    async ({
      agent: { agentId },
      params: { serviceId },
      body: { names, options, maxLength, order, ...body },
      correlationId,
    }) => {
      const result = await create({
        serviceId,
        agentId,
        correlationId,
        ...body,
        names: given(names),
        options: givenOptions(options),
        ...given({ maxLength, order }),
      });
      return result.ok ? ok(toFieldDefinitionDto(result.value)) : result;
    },
  );
};
