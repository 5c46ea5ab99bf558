import { listSources } from '../../shared/application/customer-information/list-sources.ts';
import { listInformationSources as spec } from '../../shared/contracts/http/customer-information.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toPanelSourceDto } from '../../shared/http/information-source-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listSources>[0]): HttpHandler => {
  const list = listSources(deps);
  return operation(spec, deps, async ({ params: { serviceId } }) =>
    ok({ sources: (await list(serviceId, 'active')).map(toPanelSourceDto) }),
  );
};
