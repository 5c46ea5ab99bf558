import type { Agent } from '../../domain/desk/agent.ts';
import { roleMay, type Permission } from '../../domain/desk/permissions.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { DeskDirectory } from '../ports/desk.ts';

export type AccessRefusal =
  /** Also where the caller is no active member: a stranger can't tell which services there are. */
  | { readonly code: 'service_not_found'; readonly serviceId: string }
  | { readonly code: 'forbidden'; readonly permission: Permission };

/** The caller's place in a service, read on each request: a right taken away is gone at once. */
export const admitCaller =
  (directory: Pick<DeskDirectory, 'findAgent'>) =>
  async (serviceId: string, agentId: string, permission: Permission): Promise<Result<Agent, AccessRefusal>> => {
    const agent = await directory.findAgent(serviceId, agentId);
    if (!agent?.active) return err({ code: 'service_not_found', serviceId });
    return roleMay(agent.role, permission) ? ok(agent) : err({ code: 'forbidden', permission });
  };
