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
  readonly handlesChat: boolean;
  readonly handlesPhone: boolean;
  /** May see what was masked and fields that are encrypted, as administrators always may. */
  readonly mayUnmask: boolean;
  /** False once the person has left the service; the row stays for the history's names. */
  readonly active: boolean;
  /** Grows by one with each change. */
  readonly version: number;
};

export type AgentGroup = {
  readonly serviceId: string;
  readonly groupId: string;
  readonly name: string;
  /**
   * Its active agents in the order in which they were added, which is that of sequential distribution; administrators
   * can put them into another.
   */
  readonly agentIds: readonly string[];
  /** False once it was taken away; the row stays, since tickets keep its id. */
  readonly active: boolean;
  /** Grows by one with each change, also of who is in it. */
  readonly version: number;
};

/** Groups that one agent can be in. */
export const GROUPS_OF_AGENT = 30;

/** What an agent may be told about or asked to do, besides their role. */
export const AGENT_FLAGS = ['mayForward', 'takesAssignment', 'handlesChat', 'handlesPhone', 'mayUnmask'] as const;
export type AgentFlag = (typeof AGENT_FLAGS)[number];
