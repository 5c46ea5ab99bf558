import type { Agent } from '../desk/agent.ts';
import { actorFor, allowedCommands, type LifecycleState, type TicketCommand } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';

export type ActingAgent = Pick<Agent, 'agentId' | 'role' | 'mayForward'>;

/** Does the table admit this agent to this command now? */
export const mayGive = (
  command: TicketCommand,
  ticket: LifecycleState & Pick<Ticket, 'assigneeId'>,
  agent: ActingAgent,
): boolean => {
  const isAdministrator = agent.role === 'administrator';
  const isAssignee = ticket.assigneeId === agent.agentId;
  switch (actorFor(command, ticket)) {
    case 'any_agent':
      return true;
    case 'assignee':
      return isAssignee || isAdministrator;
    case 'forwarder':
      return isAssignee || isAdministrator || agent.mayForward;
    case 'administrator':
      return isAdministrator;
    case 'system':
    case undefined:
      return false;
  }
};

/**
 * What this agent may do with this ticket now: the table's commands for where it stands that he may give, in the
 * table's order.
 */
export const allowedFor = (
  ticket: LifecycleState & Pick<Ticket, 'assigneeId'>,
  agent: ActingAgent,
): readonly TicketCommand[] => allowedCommands(ticket).filter((command) => mayGive(command, ticket, agent));
