import { saveDraft } from '../../shared/application/drafts/save-draft.ts';
import { saveDraft as spec } from '../../shared/contracts/http/drafts.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toDraftDto } from '../../shared/http/draft-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof saveDraft>[0]): HttpHandler => {
  const save = saveDraft(deps);
  return operation(spec, deps, async ({ agent: { agentId }, params, body }) => {
    const result = await save({ ...params, agentId, ...body });
    return result.ok ? ok(toDraftDto(result.value)) : result;
  });
};
