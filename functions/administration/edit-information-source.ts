import { editSource } from '../../shared/application/customer-information/edit-source.ts';
import { editInformationSource as spec } from '../../shared/contracts/http/customer-information.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toInformationSourceDto } from '../../shared/http/information-source-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editSource>[0]): HttpHandler => {
  const edit = editSource(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, correlationId, params, body: { key, ...changes }, expectedVersion }) => {
      const edited = await edit({
        ...params,
        agentId,
        correlationId,
        changes,
        ...(key === undefined ? {} : { key }),
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return edited.ok ? ok(toInformationSourceDto(edited.value)) : edited;
    },
  );
};
