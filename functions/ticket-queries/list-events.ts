import { listEvents } from '../../shared/application/tickets/list-events.ts';
import { listEvents as spec } from '../../shared/contracts/http/history.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toEventDto } from '../../shared/http/ticket-dto.ts';
import { pageRequest } from './page-request.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listEvents>[0]): HttpHandler => {
  const list = listEvents(deps);
  return operation(spec, deps, async ({ agent, params, query }) => {
    const result = await list({ ...params, agent, page: pageRequest(query) });
    return result.ok
      ? ok({ events: result.value.items.map(toEventDto), nextCursor: result.value.cursor ?? null })
      : result;
  });
};
