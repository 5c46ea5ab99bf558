export const ROLES = ['agent', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** A person's membership in one service. */
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
  /** May see masked text and encrypted fields; administrators always may. */
  readonly mayUnmask: boolean;
  /** False once the person has left the service; the row stays because the history names them. */
  readonly active: boolean;
  /** Grows by one with each change. */
  readonly version: number;
};

export type AgentGroup = {
  readonly serviceId: string;
  readonly groupId: string;
  readonly name: string;
  /**
   * Active agents in the order in which they were added, which is the order of sequential distribution; administrators
   * can change it.
   */
  readonly agentIds: readonly string[];
  /** False once removed; the row stays because tickets keep its id. */
  readonly active: boolean;
  /** Grows by one with each change, also of its members. */
  readonly version: number;
};

/** Maximum groups of one agent. */
export const GROUPS_OF_AGENT = 30;

/** Rights and settings of an agent besides the role. */
export const AGENT_FLAGS = ['mayForward', 'takesAssignment', 'handlesChat', 'handlesPhone', 'mayUnmask'] as const;
export type AgentFlag = (typeof AGENT_FLAGS)[number];
