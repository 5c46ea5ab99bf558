import { addAgent } from '../../shared/application/administration/add-agent.ts';
import { addAgent as spec } from '../../shared/contracts/http/agents.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toAgentDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof addAgent>[0]): HttpHandler => {
  const add = addAgent(deps);
  return operation(spec, deps, async ({ agent: { agentId }, params: { serviceId }, body, correlationId }) => {
    const result = await add({ by: { serviceId, agentId, correlationId }, ...body });
    return result.ok ? ok(toAgentDto(result.value)) : result;
  });
};
