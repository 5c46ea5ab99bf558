export const ROLES = ['agent', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** A person's place in one service. */
export type Agent = {
  readonly serviceId: string;
  /** The `sub` of the identity provider. */
  readonly agentId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** In the order in which the agent was added to them. */
  readonly groupIds: readonly string[];
  readonly mayForward: boolean;
  readonly takesAssignment: boolean;
  /** False once the person has left the service; the row stays for the history's names. */
  readonly active: boolean;
};

export type AgentGroup = { readonly serviceId: string; readonly groupId: string; readonly name: string };
