import { listMailLayouts } from '../../shared/application/administration/mail-layouts.ts';
import { listMailLayouts as spec } from '../../shared/contracts/http/mail-settings.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toMailLayoutDto } from '../../shared/http/mail-layout-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listMailLayouts>[0]): HttpHandler => {
  const list = listMailLayouts(deps);
  return operation(spec, deps, async ({ params: { serviceId } }) =>
    ok({ layouts: (await list(serviceId)).map(toMailLayoutDto) }),
  );
};
