import { changeCall } from '../../shared/application/calls/change-call.ts';
import { changeCall as spec } from '../../shared/contracts/http/calls.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCallDto } from '../../shared/http/call-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { callInput } from './call-input.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof changeCall>[0]): HttpHandler => {
  const change = changeCall(deps);
  return operation(spec, deps, async ({ body: { phone, at, note, ownerId }, ...request }) => {
    const changes = {
      ...(phone === undefined ? {} : { phone }),
      ...(at === undefined ? {} : { at }),
      ...(note === undefined ? {} : { note }),
      ...(ownerId === undefined ? {} : { ownerId }),
    };
    const result = await change({ ...callInput(request), changes });
    return result.ok ? ok(toCallDto(result.value)) : result;
  });
};
