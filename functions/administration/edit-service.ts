import { editService } from '../../shared/application/administration/services.ts';
import { editService as spec } from '../../shared/contracts/http/services.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toServiceSettingsDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { present } from './present.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editService>[0]): HttpHandler => {
  const edit = editService(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId }, body, correlationId, expectedVersion }) => {
      const result = await edit({
        by: { serviceId, agentId, correlationId },
        changes: present(body),
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return result.ok ? ok(toServiceSettingsDto(result.value)) : result;
    },
  );
};
