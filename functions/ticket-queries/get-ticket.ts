import { getTicket } from '../../shared/application/tickets/get-ticket.ts';
import { showFields } from '../../shared/application/tickets/show-fields.ts';
import { getTicket as spec } from '../../shared/contracts/http/ticket-queries.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toFieldDto, toTicketDto } from '../../shared/http/ticket-dto.ts';

export const createHandler = (
  deps: OperationDeps & Parameters<typeof getTicket>[0] & Parameters<typeof showFields>[0],
): HttpHandler =>
  operation(spec, deps, async ({ agent, params }) => {
    const result = await getTicket(deps)(params);
    return result.ok
      ? ok({
          ...toTicketDto(result.value, agent),
          fields: (await showFields(deps)(result.value, agent)).map(toFieldDto),
        })
      : result;
  });
