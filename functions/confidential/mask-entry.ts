import { maskEntry } from '../../shared/application/masking/mask-entry.ts';
import { maskEntry as spec } from '../../shared/contracts/http/masking.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toEntryStateDto } from '../../shared/http/ticket-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof maskEntry>[0]): HttpHandler => {
  const mask = maskEntry(deps);
  return operation(spec, deps, async ({ agent, params, body, correlationId }) => {
    const result = await mask({ ...params, ...body, agent, correlationId });
    return result.ok ? ok(toEntryStateDto(result.value)) : result;
  });
};
