import { listOpenCalls } from '../../shared/application/calls/list-calls.ts';
import { listOpenCalls as spec } from '../../shared/contracts/http/calls.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCallDto } from '../../shared/http/call-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listOpenCalls>[0]): HttpHandler => {
  const list = listOpenCalls(deps);
  return operation(spec, deps, async ({ agent, params: { serviceId }, query: { owner, limit, cursor } }) => {
    const { items, cursor: nextCursor } = await list({
      serviceId,
      agentId: agent.agentId,
      owner,
      page: { limit, ...(cursor === undefined ? {} : { cursor }) },
    });
    return ok({ calls: items.map(toCallDto), nextCursor: nextCursor ?? null });
  });
};
