import { getService } from '../../shared/application/desk/get-service.ts';
import { getService as spec } from '../../shared/contracts/http/desk.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCategoryDto } from '../../shared/http/category-dto.ts';
import { toAgentDto, toGroupDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getService>[0]): HttpHandler =>
  operation(spec, deps, async ({ params }) => {
    const result = await getService(deps)(params.serviceId);
    if (!result.ok) return result;
    const { service, agents, groups, categories } = result.value;
    return ok({
      serviceId: service.serviceId,
      name: service.name,
      kind: service.kind,
      version: service.version,
      timeZone: service.timeZone,
      language: service.language,
      languages: [...service.languages],
      senderName: service.senderName,
      channels: [...service.channels],
      addresses: [...service.addresses],
      autoCompleteDays: service.autoCompleteDays,
      leaversTickets: service.leaversTickets,
      country: service.country,
      categories: categories.map(toCategoryDto),
      agents: agents.map(toAgentDto),
      groups: groups.map(toGroupDto),
    });
  });
