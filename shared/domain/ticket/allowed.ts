import type { Agent } from '../desk/agent.ts';
import { actorFor, allowedCommands, type Standing, type TicketCommand } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';

export type Acting = Pick<Agent, 'agentId' | 'role' | 'mayForward'>;

/** Does the table admit this agent to this command now? */
export const mayGive = (
  command: TicketCommand,
  ticket: Standing & Pick<Ticket, 'assigneeId'>,
  agent: Acting,
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
export const allowedFor = (ticket: Standing & Pick<Ticket, 'assigneeId'>, agent: Acting): readonly TicketCommand[] =>
  allowedCommands(ticket).filter((command) => mayGive(command, ticket, agent));
