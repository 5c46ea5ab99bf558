import type { Result } from '../../domain/kernel/result.ts';
import { commentTicket as decideComment } from '../../domain/ticket/comment-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { RichText } from '../ports/writing.ts';
import { carryFiles, type FileDeps, sanitizeText, type WrittenText } from './entry-body.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';

export type CommentTicketInput = CommandInput & WrittenText;

/** Adds a comment, which only agents see. */
export const commentTicket = (deps: CommandDeps & FileDeps & { readonly richText: RichText }) => {
  const change = changeTicket(deps);
  return async (input: CommentTicketInput): Promise<Result<Ticket, CommandRefusal | TooLarge>> => {
    const { agent } = input;
    const body = sanitizeText(await deps.richText.sanitizer(), input.html);
    if (!body.ok) return body;
    return change(
      input,
      carryFiles(deps, input, body.value, false, (ticket, whole, context) =>
        decideComment(ticket, { agent, body: whole }, context),
      ),
    );
  };
};
