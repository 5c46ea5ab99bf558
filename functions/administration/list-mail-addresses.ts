import { listMailAddresses } from '../../shared/application/administration/mail-addresses.ts';
import { listMailAddresses as spec } from '../../shared/contracts/http/mail-settings.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listMailAddresses>[0]): HttpHandler => {
  const list = listMailAddresses(deps);
  return operation(spec, deps, async ({ params: { serviceId }, query: { also } }) =>
    ok({ addresses: [...(await list(serviceId, also))] }),
  );
};
