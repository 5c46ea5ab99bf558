import type { Agent } from '../desk/agent.ts';

/** Who may see again what was masked or stored encrypted: administrators, and agents who were given the right. */
export const mayUnmask = (agent: Pick<Agent, 'role' | 'mayUnmask'>): boolean =>
  agent.role === 'administrator' || agent.mayUnmask;
