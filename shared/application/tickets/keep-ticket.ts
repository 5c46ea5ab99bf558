import type { Result } from '../../domain/kernel/result.ts';
import { keepTicket as decideKeep } from '../../domain/ticket/keep-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';

export type KeepTicketInput = CommandInput & { readonly groupId?: string };

/** An agent takes an unassigned ticket. Of two who try at once one succeeds, and the other is told who has it. */
export const keepTicket = (deps: CommandDeps) => {
  const change = changeTicket(deps);
  return (input: KeepTicketInput): Promise<Result<Ticket, CommandRefusal>> =>
    change(input, (ticket, context) =>
      decideKeep(
        ticket,
        { agent: input.agent, ...(input.groupId === undefined ? {} : { groupId: input.groupId }) },
        context,
      ),
    );
};
