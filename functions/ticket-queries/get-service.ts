import { getService } from '../../shared/application/desk/get-service.ts';
import { getService as spec } from '../../shared/contracts/http/desk.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getService>[0]): HttpHandler =>
  operation(spec, deps, async ({ params }) => {
    const result = await getService(deps)(params.serviceId);
    if (!result.ok) return result;
    const { service, agents, groups, categories } = result.value;
    return ok({
      serviceId: service.serviceId, name: service.name, kind: service.kind, timeZone: service.timeZone, language: service.language,
      channels: [...service.channels], addresses: [...service.addresses], autoCompleteDays: service.autoCompleteDays, country: service.country,
      categories: categories.map(({ kind, categoryId, parentId, names, active, order }) => ({ kind, categoryId, parentId: parentId ?? null, names, active, order })),
      agents: agents.map(({ agentId, name, email, role, groupIds, mayForward, takesAssignment, active }) => ({ agentId, name, email, role, groupIds: [...groupIds], mayForward, takesAssignment, active })),
      groups: groups.map(({ groupId, name }) => ({ groupId, name })),
    });
  });
