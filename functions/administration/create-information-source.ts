import { createSource } from '../../shared/application/customer-information/create-source.ts';
import { createInformationSource as spec } from '../../shared/contracts/http/customer-information.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toInformationSourceDto } from '../../shared/http/information-source-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createSource>[0]): HttpHandler => {
  const create = createSource(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, correlationId, params: { serviceId }, body: { key, ...settings } }) => {
      const created = await create({
        serviceId,
        agentId,
        correlationId,
        settings,
        ...(key === undefined ? {} : { key }),
      });
      return created.ok ? ok(toInformationSourceDto(created.value)) : created;
    },
  );
};
