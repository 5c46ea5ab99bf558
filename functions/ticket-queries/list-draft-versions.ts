import { listDraftVersions } from '../../shared/application/drafts/list-draft-versions.ts';
import { listDraftVersions as spec } from '../../shared/contracts/http/drafts.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toDraftVersionDto } from '../../shared/http/draft-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listDraftVersions>[0]): HttpHandler => {
  const list = listDraftVersions(deps);
  return operation(spec, deps, async ({ agent: { agentId }, params }) => {
    const result = await list({ ...params, agentId });
    return result.ok ? ok({ versions: result.value.map(toDraftVersionDto) }) : result;
  });
};
