import type { Result } from '../../domain/kernel/result.ts';
import { commentTicket as decideComment } from '../../domain/ticket/comment-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { RichText } from '../ports/rich-text.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';
import { takeText, type TooLarge } from './take-text.ts';

export type CommentTicketInput = CommandInput & { readonly html: string };

/** A note among agents. */
export const commentTicket = (deps: CommandDeps & { readonly richText: RichText }) => {
  const change = changeTicket(deps);
  return async (input: CommentTicketInput): Promise<Result<Ticket, CommandRefusal | TooLarge>> => {
    const said = takeText(deps.richText, input.html);
    if (!said.ok) return said;
    return change(input, (ticket, moment) => decideComment(ticket, { agent: input.agent, said: said.value }, moment));
  };
};
