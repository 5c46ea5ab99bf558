import { listTicketCalls } from '../../shared/application/calls/list-calls.ts';
import { listTicketCalls as spec } from '../../shared/contracts/http/calls.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCallDto } from '../../shared/http/call-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listTicketCalls>[0]): HttpHandler => {
  const list = listTicketCalls(deps);
  return operation(spec, deps, async ({ params }) => {
    const result = await list(params);
    return result.ok ? ok({ calls: result.value.map(toCallDto), nextCursor: null }) : result;
  });
};
