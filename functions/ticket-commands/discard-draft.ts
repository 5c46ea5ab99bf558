import { discardDraft } from '../../shared/application/drafts/discard-draft.ts';
import { discardDraft as spec } from '../../shared/contracts/http/drafts.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toDraftDto } from '../../shared/http/draft-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof discardDraft>[0]): HttpHandler => {
  const discard = discardDraft(deps);
  return operation(spec, deps, async ({ agent: { agentId }, params, query }) => {
    const result = await discard({ ...params, agentId, ...query });
    return result.ok ? ok(toDraftDto(result.value)) : result;
  });
};
