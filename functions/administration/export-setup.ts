import { exportSetup } from '../../shared/application/desk-setup/export-setup.ts';
import { exportSetup as spec } from '../../shared/contracts/http/desk-setup.ts';
import { err, ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toSetupDto } from '../../shared/http/setup-dto.ts';

/** Bytes of an answer; Lambda gives 6 MB away at most. The operator's command exports what is larger. */
export const EXPORT_BYTES = 5 * 1024 * 1024;

export const createHandler = (deps: OperationDeps & Parameters<typeof exportSetup>[0]): HttpHandler => {
  const exported = exportSetup(deps);
  return operation(spec, deps, async ({ params: { serviceId } }) => {
    const setup = await exported(serviceId);
    return Buffer.byteLength(JSON.stringify(setup)) > EXPORT_BYTES
      ? err({ code: 'too_large', limitBytes: EXPORT_BYTES })
      : ok(toSetupDto(setup));
  });
};
