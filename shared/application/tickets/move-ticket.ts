import type { Result } from '../../domain/kernel/result.ts';
import {
  completeTicket as decideComplete,
  restoreTicket as decideRestore,
  unassignTicket as decideUnassign,
  withdrawTransfer as decideWithdraw,
} from '../../domain/ticket/move-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';

/** A command that needs nothing but the ticket and the agent. */
const moveTicket = (decide: typeof decideUnassign) => (deps: CommandDeps) => {
  const change = changeTicket(deps);
  return (input: CommandInput): Promise<Result<Ticket, CommandRefusal>> =>
    change(input, (ticket, context) => decide(ticket, input.agent, context));
};

export const unassignTicket = moveTicket(decideUnassign);
export const withdrawTransfer = moveTicket(decideWithdraw);
export const completeTicket = moveTicket(decideComplete);

/** Takes a ticket out of the Spam list. Whether its former assignee is still active is read here. */
export const restoreTicket = (deps: CommandDeps) => {
  const change = changeTicket(deps);
  return (input: CommandInput): Promise<Result<Ticket, CommandRefusal>> =>
    change(input, async (ticket, context) => {
      const before = ticket.beforeSpam?.assigneeId;
      const assignee = before === undefined ? undefined : await deps.directory.findAgent(ticket.serviceId, before);
      return decideRestore(ticket, input.agent, context, { assigneeActive: assignee?.active === true });
    });
};
