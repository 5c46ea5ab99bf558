import { err, type Result } from '../../domain/kernel/result.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import {
  restrictedWordFinder,
  type FindInAnswer,
  type RestrictedMatch,
  type RestrictedWords,
} from '../../domain/restricted/restricted-words.ts';
import type { Decision } from '../../domain/ticket/decision.ts';
import type { TicketRefusal } from '../../domain/ticket/errors.ts';
import { subjectOf, type LayoutDeps } from '../mail/lay-out-mail.ts';
import type { RestrictedWordsRepository } from '../ports/desk-settings.ts';

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
