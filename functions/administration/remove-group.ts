import { removeGroup } from '../../shared/application/administration/groups.ts';
import { removeGroup as spec } from '../../shared/contracts/http/agents.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toGroupDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof removeGroup>[0]): HttpHandler => {
  const remove = removeGroup(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId, groupId }, correlationId, expectedVersion }) => {
      const result = await remove({
        by: { serviceId, agentId, correlationId },
        groupId,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return result.ok ? ok(toGroupDto(result.value)) : result;
    },
  );
};
