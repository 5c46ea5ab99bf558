import { getMe } from '../../shared/application/desk/get-me.ts';
import { getMe as spec } from '../../shared/contracts/http/desk.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

/** Who is signed in. Somebody without any service is told so by an empty list, not by a refusal. */
export const createHandler = (deps: OperationDeps & Parameters<typeof getMe>[0]): HttpHandler =>
  operation(spec, deps, async ({ caller }) => {
    const memberships = await getMe(deps)(caller.agentId);
    const self = memberships[0]?.agent;
    return ok({
      agentId: caller.agentId,
      name: self?.name ?? caller.username ?? caller.agentId,
      email: self?.email ?? '',
      services: memberships.map(({ agent, service }) => ({
        serviceId: service.serviceId,
        serviceName: service.name,
        kind: service.kind,
        role: agent.role,
        groupIds: [...agent.groupIds],
      })),
    });
  });
