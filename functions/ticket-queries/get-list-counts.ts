import { getListCounts } from '../../shared/application/desk/get-list-counts.ts';
import { getListCounts as spec } from '../../shared/contracts/http/ticket-queries.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getListCounts>[0]): HttpHandler => {
  const counts = getListCounts(deps);
  return operation(spec, deps, async ({ agent }) => {
    const { revision, lists, mine, groups, important } = await counts(agent);
    return ok({ revision, lists: { ...lists }, mine: { ...mine, important }, groups: Object.fromEntries(groups) });
  });
};
