import { getService } from '../../shared/application/desk/get-service.ts';
import { getService as spec } from '../../shared/contracts/http/desk.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getService>[0]): HttpHandler =>
  operation(spec, deps, async ({ params }) => {
    const result = await getService(deps)(params.serviceId);
    if (!result.ok) return result;
    const { service, agents, groups } = result.value;
    return ok({
      serviceId: service.serviceId, name: service.name, kind: service.kind, timeZone: service.timeZone, language: service.language,
      channels: [...service.channels], addresses: [...service.addresses],
      agents: agents.map(({ agentId, name, email, role, groupIds, active }) => ({ agentId, name, email, role, groupIds: [...groupIds], active })),
      groups: groups.map(({ groupId, name }) => ({ groupId, name })),
    });
  });
