import { type Result, err, ok } from '../kernel/result.ts';
import { allowedFor, mayGive, type Acting } from './allowed.ts';
import type { TicketRefusal } from './errors.ts';
import { isAllowed, type TicketCommand } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';

/** Asks the lifecycle table: first whether the status allows the command, then whether this agent may give it. */
export const admit = (command: TicketCommand, ticket: Ticket, agent: Acting): Result<Ticket, TicketRefusal> => {
  const assignee = ticket.assigneeId === undefined ? {} : { assigneeId: ticket.assigneeId };
  if (!isAllowed(command, ticket.status)) {
    return err({ code: 'illegal_transition', command, status: ticket.status, allowed: allowedFor(ticket, agent), ...assignee });
  }
  if (!mayGive(command, ticket, agent)) return err({ code: 'not_assignee', command, ...assignee });
  return ok(ticket);
};
