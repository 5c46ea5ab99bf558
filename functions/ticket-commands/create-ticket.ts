import { createTicket } from '../../shared/application/tickets/create-ticket.ts';
import { createTicket as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createTicket>[0]): HttpHandler => {
  const create = createTicket(deps);
  return operation(spec, deps, async ({ agent, params, body, correlationId, idempotency }) => {
    const {
      language,
      customer: { name, email, phone },
      groupId,
      inquiryTypeId,
      processingTypeId,
      title,
      html,
      priority,
      tags,
      uploadIds,
      fields,
    } = body;
    const result = await create({
      ...params,
      title,
      html,
      priority,
      tags,
      agent,
      correlationId,
      customer: {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        ...(phone === undefined ? {} : { phone }),
      },
      ...(language === undefined ? {} : { language }),
      ...(groupId === undefined ? {} : { groupId }),
      ...(inquiryTypeId === undefined ? {} : { inquiryTypeId }),
      ...(processingTypeId === undefined ? {} : { processingTypeId }),
      ...(uploadIds === undefined ? {} : { uploadIds }),
      ...(fields === undefined ? {} : { fields }),
      ...(idempotency === undefined ? {} : { idempotency }),
    });
    return result.ok ? ok(toTicketDto(result.value, agent)) : result;
  });
};
