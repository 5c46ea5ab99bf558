import { resolveInternally } from '../../shared/application/tickets/resolve-internally.ts';
import { resolveInternally as spec } from '../../shared/contracts/http/tickets.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTicketDto } from '../../shared/http/ticket-dto.ts';
import { commandInput } from './command-input.ts';
import { given } from './given.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof resolveInternally>[0]): HttpHandler => {
  const resolve = resolveInternally(deps);
  return operation(spec, deps, async ({ body, ...request }) => {
    const result = await resolve({ ...commandInput(request), ...given(body) });
    return result.ok ? ok(toTicketDto(result.value, request.agent)) : result;
  });
};
