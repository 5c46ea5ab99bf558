import { editCategory } from '../../shared/application/administration/edit-category.ts';
import { editCategory as spec } from '../../shared/contracts/http/categories.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCategoryDto } from '../../shared/http/category-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { given } from '../ticket-commands/given.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editCategory>[0]): HttpHandler => {
  const edit = editCategory(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params, body: { names, ...body }, correlationId, expectedVersion }) => {
      const changes = { ...given(body), ...(names === undefined ? {} : { names: given(names) }) };
      const result = await edit({
        ...params,
        agentId,
        correlationId,
        changes,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return result.ok ? ok(toCategoryDto(result.value)) : result;
    },
  );
};
