import type { Result } from '../../domain/kernel/result.ts';
import { answerTicket as decideAnswer } from '../../domain/ticket/answer-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { RichText } from '../ports/writing.ts';
import type { LayoutDeps } from '../mail/lay-out-mail.ts';
import { refuseRestricted, type RestrictedDeps } from '../restricted/refuse-restricted.ts';
import { carryFiles, type FileDeps } from './carry-files.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';
import { sanitizeText, type TooLarge, type WrittenText } from './sanitize-text.ts';

export type AnswerTicketDeps = CommandDeps &
  FileDeps &
  RestrictedDeps &
  Pick<LayoutDeps, 'layouts'> & {
    readonly directory: Pick<DeskDirectory, 'findAgent' | 'findService'>;
    readonly richText: RichText;
  };
export type AnswerTicketInput = CommandInput & WrittenText;

/**
 * Answers the customer. The mail is stored as queued in the same transaction; it is sent once the fact is published.
 */
export const answerTicket = (deps: AnswerTicketDeps, command: 'resolve' | 'pend') => {
  const change = changeTicket(deps);
  return async (input: AnswerTicketInput): Promise<Result<Ticket, CommandRefusal | TooLarge>> => {
    const { agent, seenEntryId } = input;
    const body = sanitizeText(deps.richText, input.html);
    if (!body.ok) return body;
    const service = await deps.directory.findService(input.serviceId);
    if (service === undefined) throw new Error(`The service ${input.serviceId} has members, but no row`);
    return change(
      input,
      carryFiles(deps, input, body.value, true, (ticket, whole, context) =>
        refuseRestricted(deps)(
          decideAnswer(
            command,
            ticket,
            { agent, service, body: whole, ...(seenEntryId === undefined ? {} : { seenEntryId }) },
            context,
          ),
        ),
      ),
    );
  };
};

/** Resolves: the answer ends the inquiry. */
export const resolveTicket = (deps: AnswerTicketDeps) => answerTicket(deps, 'resolve');

/** Pends: an interim answer, and the ticket waits. */
export const pendTicket = (deps: AnswerTicketDeps) => answerTicket(deps, 'pend');
