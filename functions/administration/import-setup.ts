import { importSetup } from '../../shared/application/desk-setup/import-setup.ts';
import { importSetup as spec } from '../../shared/contracts/http/desk-setup.ts';
import type { SetupDocument } from '../../shared/domain/desk-setup/setup-document.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toSetupDifferenceDto } from '../../shared/http/setup-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof importSetup>[0]): HttpHandler => {
  const bring = importSetup(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId }, body: { document, dryRun, prune }, correlationId }) => {
      const result = await bring({
        serviceId,
        agentId,
        correlationId,
        document: document as SetupDocument,
        dryRun,
        prune,
      });
      return result.ok ? ok(toSetupDifferenceDto(result.value)) : result;
    },
  );
};
