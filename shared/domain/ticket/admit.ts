import { type Result, err, ok } from '../kernel/result.ts';
import { allowedFor, mayGive, type ActingAgent } from './allowed.ts';
import type { TicketRefusal } from './errors.ts';
import { actorFor, isAllowed, type TicketCommand } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';

const assigneeOf = ({ assigneeId }: Ticket) => (assigneeId === undefined ? {} : { assigneeId });

/**
 * Checks by the lifecycle table whether the command is allowed in the ticket's status, and then whether this agent may
 * give it.
 */
export const admit = (command: TicketCommand, ticket: Ticket, agent: ActingAgent): Result<Ticket, TicketRefusal> => {
  const actor = actorFor(command, ticket);
  if (actor === undefined || actor === 'system') {
    return err({
      code: 'illegal_transition',
      command,
      status: ticket.status,
      allowed: allowedFor(ticket, agent),
      ...assigneeOf(ticket),
    });
  }
  if (mayGive(command, ticket, agent)) return ok(ticket);
  return err(
    actor === 'administrator'
      ? { code: 'administrator_required', command }
      : { code: 'not_assignee', command, ...assigneeOf(ticket) },
  );
};

/** The same for commands of the desk itself. */
export const admitDesk = (
  command: TicketCommand,
  ticket: Ticket,
): Result<Ticket, Extract<TicketRefusal, { code: 'illegal_transition' }>> =>
  isAllowed(command, ticket)
    ? ok(ticket)
    : err({ code: 'illegal_transition', command, status: ticket.status, allowed: [], ...assigneeOf(ticket) });
