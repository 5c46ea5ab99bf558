import { unmaskEntry } from '../../shared/application/masking/unmask-entry.ts';
import { unmaskEntry as spec } from '../../shared/contracts/http/masking.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toEntryStateDto } from '../../shared/http/ticket-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof unmaskEntry>[0]): HttpHandler => {
  const unmask = unmaskEntry(deps);
  return operation(spec, deps, async ({ agent, params, correlationId }) => {
    const result = await unmask({ ...params, agent, correlationId });
    return result.ok ? ok(toEntryStateDto(result.value)) : result;
  });
};
