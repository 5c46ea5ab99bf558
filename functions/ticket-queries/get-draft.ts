import { getDraft } from '../../shared/application/drafts/get-draft.ts';
import { getDraft as spec } from '../../shared/contracts/http/drafts.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toDraftDto } from '../../shared/http/draft-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getDraft>[0]): HttpHandler => {
  const get = getDraft(deps);
  return operation(spec, deps, async ({ agent: { agentId }, params }) => {
    const result = await get({ ...params, agentId });
    return result.ok ? ok(toDraftDto(result.value)) : result;
  });
};
