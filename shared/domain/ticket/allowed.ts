import type { Agent } from '../desk/agent.ts';
import { allowedCommands, TICKET_LIFECYCLE, type TicketCommand } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';

export type Acting = Pick<Agent, 'agentId' | 'role'>;

/** Does the table's `who` admit this agent? What the assignee may, an administrator may too. */
export const mayGive = (command: TicketCommand, ticket: Pick<Ticket, 'assigneeId'>, agent: Acting): boolean => {
  const { who } = TICKET_LIFECYCLE[command];
  if (who === 'system') return false;
  return who === 'any_agent' || agent.role === 'administrator' || ticket.assigneeId === agent.agentId;
};

/** What this agent may do with this ticket now: the table's commands for the status that he may give, in the table's order. */
export const allowedFor = (ticket: Pick<Ticket, 'status' | 'assigneeId'>, agent: Acting): readonly TicketCommand[] =>
  allowedCommands(ticket.status).filter((command) => mayGive(command, ticket, agent));
