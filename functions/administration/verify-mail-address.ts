import { verifyMailAddress } from '../../shared/application/administration/mail-addresses.ts';
import { verifyMailAddress as spec } from '../../shared/contracts/http/mail-settings.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof verifyMailAddress>[0]): HttpHandler => {
  const verify = verifyMailAddress(deps);
  return operation(spec, deps, async ({ params: { serviceId }, body: { address } }) =>
    ok(await verify(serviceId, address)),
  );
};
