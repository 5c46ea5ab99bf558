import { getFigures } from '../../shared/application/desk/get-figures.ts';
import { getFigures as spec } from '../../shared/contracts/http/live.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getFigures>[0]): HttpHandler => {
  const figures = getFigures(deps);
  return operation(spec, deps, async ({ agent, params }) => {
    const result = await figures(params.serviceId, agent.agentId);
    if (!result.ok) return result;
    const { day, revision, all, mine } = result.value;
    return ok({ day, revision, all: { ...all }, mine: { ...mine } });
  });
};
