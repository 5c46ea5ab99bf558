import { saveMailLayout } from '../../shared/application/administration/mail-layouts.ts';
import { saveMailLayout as spec } from '../../shared/contracts/http/mail-settings.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toMailLayoutDto } from '../../shared/http/mail-layout-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof saveMailLayout>[0]): HttpHandler => {
  const save = saveMailLayout(deps);
  return operation(
    spec,
    deps,
    async ({
      agent: { agentId },
      params: { serviceId, kind, language },
      body: { subject, html },
      expectedVersion,
      correlationId,
    }) => {
      const result = await save(
        { serviceId, agentId, correlationId },
        {
          kind,
          language,
          html,
          ...(subject === undefined ? {} : { subject }),
          ...(expectedVersion === undefined ? {} : { expectedVersion }),
        },
      );
      return result.ok ? ok(toMailLayoutDto(result.value)) : result;
    },
  );
};
