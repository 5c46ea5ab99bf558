import type { Agent } from '../desk/agent.ts';
import { actorFor, allowedCommands, type LifecycleState, type TicketCommand } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';

export type ActingAgent = Pick<Agent, 'agentId' | 'role' | 'mayForward'>;

/** Whether the lifecycle table allows this agent to give this command now. */
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

/** The commands that this agent may give now, in the table's order. */
export const allowedFor = (
  ticket: LifecycleState & Pick<Ticket, 'assigneeId'>,
  agent: ActingAgent,
): readonly TicketCommand[] => allowedCommands(ticket).filter((command) => mayGive(command, ticket, agent));
