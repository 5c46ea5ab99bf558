import { reserveCall } from '../../shared/application/calls/reserve-call.ts';
import { reserveCall as spec } from '../../shared/contracts/http/calls.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCallDto } from '../../shared/http/call-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof reserveCall>[0]): HttpHandler => {
  const reserve = reserveCall(deps);
  return operation(spec, deps, async ({ agent, params, body: { ownerId, ...body }, correlationId }) => {
    const result = await reserve({
      ...params,
      ...body,
      agent,
      correlationId,
      ...(ownerId === undefined ? {} : { ownerId }),
    });
    return result.ok ? ok(toCallDto(result.value)) : result;
  });
};
