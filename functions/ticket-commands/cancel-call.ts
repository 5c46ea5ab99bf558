import { cancelCall } from '../../shared/application/calls/end-call.ts';
import { cancelCall as spec } from '../../shared/contracts/http/calls.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCallDto } from '../../shared/http/call-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { callInput } from './call-input.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof cancelCall>[0]): HttpHandler => {
  const cancel = cancelCall(deps);
  return operation(spec, deps, async (request) => {
    const result = await cancel(callInput(request));
    return result.ok ? ok(toCallDto(result.value)) : result;
  });
};
