import { createGroup } from '../../shared/application/administration/groups.ts';
import { createGroup as spec } from '../../shared/contracts/http/agents.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toGroupDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createGroup>[0]): HttpHandler => {
  const create = createGroup(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId }, body: { name, groupId }, correlationId }) => {
      const result = await create({
        by: { serviceId, agentId, correlationId },
        name,
        ...(groupId === undefined ? {} : { groupId }),
      });
      return result.ok ? ok(toGroupDto(result.value)) : result;
    },
  );
};
