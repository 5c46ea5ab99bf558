import { removeAttachment } from '../../shared/application/masking/remove-attachment.ts';
import { removeAttachment as spec } from '../../shared/contracts/http/masking.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toEntryStateDto } from '../../shared/http/ticket-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof removeAttachment>[0]): HttpHandler => {
  const remove = removeAttachment(deps);
  return operation(spec, deps, async ({ agent, params, correlationId }) => {
    const result = await remove({ ...params, agent, correlationId });
    return result.ok ? ok(toEntryStateDto(result.value)) : result;
  });
};
