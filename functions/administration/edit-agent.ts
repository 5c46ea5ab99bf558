import { editAgent } from '../../shared/application/administration/edit-agent.ts';
import { editAgent as spec } from '../../shared/contracts/http/agents.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toAgentDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { present } from './present.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editAgent>[0]): HttpHandler => {
  const edit = editAgent(deps);
  return operation(
    spec,
    deps,
    async ({ agent, params: { serviceId, agentId }, body, correlationId, expectedVersion }) => {
      const result = await edit({
        by: { serviceId, agentId: agent.agentId, correlationId },
        agentId,
        changes: present(body),
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return result.ok ? ok(toAgentDto(result.value)) : result;
    },
  );
};
