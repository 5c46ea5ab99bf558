import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { InternalReason } from '../../domain/ticket/internal-reason.ts';
import { resolveInternally as decideResolve } from '../../domain/ticket/resolve-internally.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { RichText } from '../ports/writing.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';
import { sanitizeText } from './entry-body.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';

export type ResolveInternallyInput = CommandInput & {
  readonly reason: InternalReason;
  readonly duplicateOf?: number;
  readonly html?: string;
};

/** Resolves a ticket without an answer. The ticket that a duplicate repeats must be one of the same service. */
export const resolveInternally = (deps: CommandDeps & { readonly richText: RichText }) => {
  const change = changeTicket(deps);
  return async (input: ResolveInternallyInput): Promise<Result<Ticket, CommandRefusal | TooLarge>> => {
    const { agent, reason, duplicateOf } = input;
    const body = input.html === undefined ? ok(undefined) : sanitizeText(await deps.richText.sanitizer(), input.html);
    if (!body.ok) return err(body.error);
    return change(input, async (ticket, context) => {
      const decided = decideResolve(
        ticket,
        {
          agent,
          reason,
          ...(duplicateOf === undefined ? {} : { duplicateOf }),
          ...(body.value === undefined ? {} : { body: body.value }),
        },
        context,
      );
      if (
        !decided.ok ||
        duplicateOf === undefined ||
        (await deps.tickets.find(input.serviceId, duplicateOf)) !== undefined
      )
        return decided;
      return err({ code: 'duplicate_not_found', number: duplicateOf });
    });
  };
};
