import { createCategory } from '../../shared/application/administration/create-category.ts';
import { createCategory as spec } from '../../shared/contracts/http/categories.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCategoryDto } from '../../shared/http/category-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { given } from '../ticket-commands/given.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createCategory>[0]): HttpHandler => {
  const create = createCategory(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId }, body: { names, ...body }, correlationId }) => {
      const result = await create({ serviceId, agentId, correlationId, names: given(names), ...given(body) });
      return result.ok ? ok(toCategoryDto(result.value)) : result;
    },
  );
};
