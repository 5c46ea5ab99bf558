import { listTickets } from '../../shared/application/tickets/list-tickets.ts';
import { listTickets as spec } from '../../shared/contracts/http/ticket-queries.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketRowDto } from '../../shared/http/ticket-dto.ts';
import { pageRequest } from './page-request.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listTickets>[0]): HttpHandler => {
  const list = listTickets(deps);
  return operation(
    spec,
    deps,
    async ({ agent, params: { serviceId }, query: { list: menuList, groupId, transfer, important, ...page } }) => {
      const result = await list({
        serviceId,
        agent,
        list: menuList,
        important,
        page: pageRequest(page),
        ...(groupId === undefined ? {} : { groupId }),
        ...(transfer === undefined ? {} : { transfer }),
      });
      if (!result.ok) return result;
      return ok({
        rows: result.value.items.map(({ row, important: marked }) => toTicketRowDto(row, marked)),
        nextCursor: result.value.cursor ?? null,
      });
    },
  );
};
