import { revealMask } from '../../shared/application/masking/reveal-mask.ts';
import { revealMask as spec } from '../../shared/contracts/http/masking.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof revealMask>[0]): HttpHandler => {
  const reveal = revealMask(deps);
  return operation(spec, deps, async ({ agent, params, correlationId }) => {
    const result = await reveal({ ...params, agent, correlationId });
    return result.ok ? ok({ text: result.value }) : result;
  });
};
