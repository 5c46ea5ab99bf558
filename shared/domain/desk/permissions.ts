import type { Role } from './agent.ts';

/**
 * What can be asked of a service, and which roles may. What depends on the ticket (its assignee, its status) stands in
 * the lifecycle table.
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
