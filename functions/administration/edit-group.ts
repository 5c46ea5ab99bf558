import { editGroup } from '../../shared/application/administration/groups.ts';
import { editGroup as spec } from '../../shared/contracts/http/agents.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toGroupDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { present } from './present.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editGroup>[0]): HttpHandler => {
  const edit = editGroup(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId, groupId }, body, correlationId, expectedVersion }) => {
      const result = await edit({
        by: { serviceId, agentId, correlationId },
        groupId,
        changes: present(body),
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return result.ok ? ok(toGroupDto(result.value)) : result;
    },
  );
};
