import { resetMailLayout } from '../../shared/application/administration/mail-layouts.ts';
import { resetMailLayout as spec } from '../../shared/contracts/http/mail-settings.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toMailLayoutDto } from '../../shared/http/mail-layout-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof resetMailLayout>[0]): HttpHandler => {
  const reset = resetMailLayout(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId, kind, language }, expectedVersion, correlationId }) => {
      const result = await reset(
        { serviceId, agentId, correlationId },
        { kind, language, ...(expectedVersion === undefined ? {} : { expectedVersion }) },
      );
      return result.ok ? ok(toMailLayoutDto(result.value)) : result;
    },
  );
};
