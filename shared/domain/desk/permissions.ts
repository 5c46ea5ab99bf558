import type { Role } from './agent.ts';
import type { Agent } from '../desk/agent.ts';

/**
 * Permissions in a service, and the roles that have them. Permissions that depend on the ticket (its assignee, its
 * status) are in the lifecycle table.
 */
export const PERMISSIONS = {
  read_desk: ['agent', 'administrator'],
  read_tickets: ['agent', 'administrator'],
  create_ticket: ['agent', 'administrator'],
  work_tickets: ['agent', 'administrator'],
  follow_live: ['agent', 'administrator'],
  edit_customers: ['agent', 'administrator'],
  merge_customers: ['administrator'],
  manage_notices: ['administrator'],
  write_templates: ['agent', 'administrator'],
  manage_desk: ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export const roleMay = (role: Role, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(role);

/** Whether an agent may see masked text and encrypted fields: administrators, and agents with the right. */
export const mayUnmask = (agent: Pick<Agent, 'role' | 'mayUnmask'>): boolean =>
  agent.role === 'administrator' || agent.mayUnmask;
