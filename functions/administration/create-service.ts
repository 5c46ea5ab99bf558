import { createService } from '../../shared/application/administration/services.ts';
import { createService as spec } from '../../shared/contracts/http/services.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toServiceSettingsDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createService>[0]): HttpHandler => {
  const create = createService(deps);
  return operation(
    spec,
    deps,
    async ({ caller: { agentId }, body: { senderName, languages, ...given }, correlationId }) => {
      const result = await create({
        agentId,
        correlationId,
        service: { ...given, senderName: senderName ?? given.name, languages: languages ?? [given.language] },
      });
      return result.ok ? ok(toServiceSettingsDto(result.value)) : result;
    },
  );
};
