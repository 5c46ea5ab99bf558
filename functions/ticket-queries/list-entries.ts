import { listEntries } from '../../shared/application/tickets/list-entries.ts';
import { listEntries as spec } from '../../shared/contracts/http/history.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toEntryDto } from '../../shared/http/ticket-dto.ts';
import { pageRequest } from './page-request.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listEntries>[0]): HttpHandler => {
  const list = listEntries(deps);
  return operation(spec, deps, async ({ params, query }) => {
    const result = await list({ ...params, page: pageRequest(query) });
    return result.ok
      ? ok({ entries: result.value.items.map(toEntryDto), nextCursor: result.value.cursor ?? null })
      : result;
  });
};
