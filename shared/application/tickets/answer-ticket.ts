import type { Agent } from '../../domain/desk/agent.ts';
import { signedText } from '../../domain/desk/preferences.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import {
  type FindInAnswer,
  type RestrictedMatch,
  restrictedWordFinder,
  type RestrictedWords,
} from '../../domain/restricted/restricted-words.ts';
import { answerTeam as decideTeam, answerTicket as decideAnswer } from '../../domain/ticket/answer-ticket.ts';
import { type Decision, isEmptyBody, type MessageBody } from '../../domain/ticket/decision.ts';
import type { TicketRefusal, TooLarge } from '../../domain/ticket/refusal.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type LayoutDeps, subjectOf } from '../mail/lay-out-mail.ts';
import { answersTeam } from '../../domain/transfer/escalate-ticket.ts';
import type { RestrictedWordsRepository } from '../ports/desk-settings.ts';
import type { DeskDirectory, PreferencesRepository } from '../ports/desk.ts';
import type { RichText } from '../ports/writing.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';
import { carryFiles, type FileDeps, sanitizeText, type WrittenText } from './entry-body.ts';

export type RestrictedDeps = { readonly restrictedWords: Pick<RestrictedWordsRepository, 'find'> };
/** An answer as it was decided. */
export type DecidedAnswer = Decision & { readonly mail: OutgoingMail };

/** A batch uses the same list for all of its tickets. */
const finders = new WeakMap<RestrictedWords, FindInAnswer>();

const finderFor = (words: RestrictedWords): FindInAnswer => {
  const finder = finders.get(words) ?? restrictedWordFinder(words);
  finders.set(words, finder);
  return finder;
};

/** Restricted words in an answer's subject and in the agent's text; the administrators' layout is not checked. */
export const restrictedIn =
  (deps: RestrictedDeps & LayoutDeps) =>
  async ({ ticket, mail, entry }: DecidedAnswer): Promise<readonly RestrictedMatch[]> => {
    const words = await deps.restrictedWords.find(ticket.serviceId);
    if (words.words.length === 0 || entry === undefined) return [];
    return finderFor(words)({ subject: await subjectOf(deps)(mail, { ticket, entry }), html: entry.html });
  };

/** Refuses a decided answer that contains restricted words. */
export const refuseRestricted =
  (deps: RestrictedDeps & LayoutDeps) =>
  async <D extends DecidedAnswer, R>(
    decided: Result<D, R>,
  ): Promise<Result<D, R | Extract<TicketRefusal, { code: 'restricted_words' }>>> => {
    const matches = decided.ok ? await restrictedIn(deps)(decided.value) : [];
    return matches.length === 0 ? decided : err({ code: 'restricted_words', matches });
  };

export type SignatureDeps = {
  readonly richText: RichText;
  readonly preferences: Pick<PreferencesRepository, 'find'>;
};

/** The text of an answer, made safe: as the agent wrote it, and with their signature. */
export type AnswerBody = { readonly written: MessageBody; readonly signed: MessageBody };

/**
 * The text of an answer as it leaves: made safe, with the agent's signature in the service under it. The signature is
 * part of the entry, so that the history shows what was mailed, whatever the agent's signature is later. An empty text
 * stays empty.
 */
export const answerBody =
  ({ richText, preferences }: SignatureDeps) =>
  async (
    { serviceId, agent }: { readonly serviceId: string; readonly agent: Pick<Agent, 'agentId'> },
    html: string,
  ): Promise<Result<AnswerBody, TooLarge>> => {
    const body = sanitizeText(await richText.sanitizer(), html);
    if (!body.ok) return body;
    const { value: written } = body;
    if (isEmptyBody(written)) return ok({ written, signed: written });
    const chosen = await preferences.find(agent.agentId);
    return ok({ written, signed: signedText(written, chosen?.signatures[serviceId]) });
  };

export type AnswerTicketDeps = CommandDeps &
  FileDeps &
  RestrictedDeps &
  SignatureDeps &
  Pick<LayoutDeps, 'layouts'> & {
    readonly directory: Pick<DeskDirectory, 'findAgent' | 'findService'>;
  };
export type AnswerTicketInput = CommandInput & WrittenText;

/**
 * Answers the customer. The mail is stored as queued in the same transaction; it is sent once the fact is published.
 */
export const answerTicket = (deps: AnswerTicketDeps, command: 'resolve' | 'pend') => {
  const change = changeTicket(deps);
  return async (input: AnswerTicketInput): Promise<Result<Ticket, CommandRefusal | TooLarge>> => {
    const { agent, seenEntryId } = input;
    const body = await answerBody(deps)(input, input.html);
    if (!body.ok) return body;
    const service = await deps.directory.findService(input.serviceId);
    if (service === undefined) throw new Error(`The service ${input.serviceId} has members, but no row`);
    const { written, signed } = body.value;
    return change(
      { ...input, written },
      carryFiles(deps, input, signed, true, (ticket, whole, context) => {
        const seen = seenEntryId === undefined ? {} : { seenEntryId };
        // The team that handed it over needs neither a signature nor words that customers may read.
        return answersTeam(ticket)
          ? decideTeam(
              command,
              ticket,
              { agent, body: { ...whole, html: written.html, text: written.text }, ...seen },
              context,
            )
          : refuseRestricted(deps)(decideAnswer(command, ticket, { agent, service, body: whole, ...seen }, context));
      }),
    );
  };
};

/** Resolves: the answer ends the inquiry. */
export const resolveTicket = (deps: AnswerTicketDeps) => answerTicket(deps, 'resolve');

/** Pends: an interim answer, and the ticket waits. */
export const pendTicket = (deps: AnswerTicketDeps) => answerTicket(deps, 'pend');
