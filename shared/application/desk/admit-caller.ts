import type { Agent } from '../../domain/desk/agent.ts';
import { roleMay, type Permission } from '../../domain/desk/permissions.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { DeskDirectory } from '../ports/desk.ts';

export type AccessRefusal =
  /** Also when the caller is not an active member, so that strangers can't find out which services exist. */
  | { readonly code: 'service_not_found'; readonly serviceId: string }
  | { readonly code: 'forbidden'; readonly permission: Permission };

/**
 * Checks that the caller is an active agent with the permission. Read on each request, so that a revoked right ends at
 * once.
 */
export const admitCaller =
  (directory: Pick<DeskDirectory, 'findAgent'>) =>
  async (serviceId: string, agentId: string, permission: Permission): Promise<Result<Agent, AccessRefusal>> => {
    const agent = await directory.findAgent(serviceId, agentId);
    if (!agent?.active) return err({ code: 'service_not_found', serviceId });
    return roleMay(agent.role, permission) ? ok(agent) : err({ code: 'forbidden', permission });
  };
