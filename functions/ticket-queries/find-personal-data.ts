import { findPersonalData } from '../../shared/application/masking/find-personal-data.ts';
import { findPersonalData as spec } from '../../shared/contracts/http/masking.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof findPersonalData>[0]): HttpHandler => {
  const find = findPersonalData(deps);
  return operation(spec, deps, async ({ params }) => {
    const found = await find(params);
    return found.ok ? ok({ ...found.value, spans: [...found.value.spans] }) : found;
  });
};
