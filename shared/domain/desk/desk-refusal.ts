import type { NotInvitable } from './invitation.ts';

/** Why an administrative change is refused. Every code has a row in http/problems.ts. */
export type DeskRefusal =
  | { readonly code: 'agent_not_found'; readonly agentId: string }
  | { readonly code: 'agent_group_not_found'; readonly groupId: string }
  /** A group of the agent doesn't exist in the service or was removed. */
  | { readonly code: 'group_not_found'; readonly groupId: string }
  /** Also for an agent who left: change that agent to activate them again. */
  | { readonly code: 'agent_exists'; readonly agentId: string; readonly active: boolean }
  | { readonly code: 'not_invitable'; readonly agentId: string; readonly because: NotInvitable }
  | { readonly code: 'last_administrator' }
  | { readonly code: 'group_exists'; readonly groupId: string; readonly active: boolean }
  | { readonly code: 'group_has_agents'; readonly agentIds: readonly string[] }
  /** A new order must have exactly the group's agents. */
  | { readonly code: 'group_order_invalid'; readonly agentIds: readonly string[] }
  | { readonly code: 'service_exists'; readonly serviceId: string }
  /** The address belongs to another service. */
  | { readonly code: 'address_taken'; readonly address: string }
  | {
      readonly code: 'settings_not_valid';
      readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
    }
  | {
      readonly code: 'agent_changed' | 'group_changed' | 'service_changed';
      readonly expected: number;
      readonly actual: number;
    };
