import type { Result } from '../../domain/kernel/result.ts';
import { completeTicket as decideComplete, restoreTicket as decideRestore, unassignTicket as decideUnassign, withdrawTransfer as decideWithdraw } from '../../domain/ticket/move-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';

/** Commands that need nothing but the ticket and who gives them. */
const moveTicket = (decide: typeof decideUnassign) => (deps: CommandDeps) => {
  const change = changeTicket(deps);
  return (input: CommandInput): Promise<Result<Ticket, CommandRefusal>> => change(input, (ticket, moment) => decide(ticket, input.agent, moment));
};

export const unassignTicket = moveTicket(decideUnassign);
export const withdrawTransfer = moveTicket(decideWithdraw);
export const completeTicket = moveTicket(decideComplete);
export const restoreTicket = moveTicket(decideRestore);
