import { err, ok, type Result } from '../kernel/result.ts';
import { isBefore } from '../mail/hold-mail.ts';
import { roundOf, type BeforeAnswer, type MailStatus, type OutgoingMail } from '../mail/outgoing-mail.ts';
import { maskingOf } from '../masking/change-entry.ts';
import { advance, CLEARED_ON_REOPEN, type Decision, type DecisionContext } from './decision.ts';
import type { Entry } from './entry.ts';
import { isAllowed, TICKET_LIFECYCLE } from './lifecycle.ts';
import { snippetOf } from './snippet.ts';
import type { TicketStatus } from './status.ts';
import type { LastEntry, Ticket } from './ticket.ts';

export type TakeBackRefusal =
  /** The ticket has no such answer. */
  | { readonly code: 'answer_not_found'; readonly entryId: string }
  | { readonly code: 'answer_not_yours'; readonly entryId: string }
  /** Its mail has left, is leaving, or would leave now. */
  | { readonly code: 'undo_too_late'; readonly entryId: string; readonly mailStatus: MailStatus }
  /** Somebody, or the agent, has moved the ticket or answered again since. */
  | {
      readonly code: 'ticket_moved_on';
      readonly entryId: string;
      readonly status: TicketStatus;
      readonly because: 'status' | 'later_answer';
    };

export type TakeBackAnswer = {
  readonly agentId: string;
  /** The answer and its mail, as they are stored. */
  readonly entry: Entry;
  readonly mail: OutgoingMail;
  /** The newest entry before the answer, as it is stored now: it may have been masked since. */
  readonly previous?: Entry;
  /** Mails of the ticket that wait. An answer that was given later waits for this one's. */
  readonly waiting: readonly OutgoingMail[];
};

/** Whether the ticket still is what the answer made of it. */
const isAsAnswered = (ticket: Ticket, { kind, createdAt }: OutgoingMail): boolean =>
  isAllowed('undo', ticket) &&
  ticket.status === TICKET_LIFECYCLE[kind === 'resolved' ? 'resolve' : 'pend'].to &&
  (kind === 'pending' || ticket.resolvedAt === createdAt);

/** The newest entries without this one. */
const entriesWithout = (
  entryId: string,
  { lastEntry, otherEntry }: Ticket,
  before: BeforeAnswer,
): readonly [LastEntry | undefined, LastEntry | undefined] => {
  if (lastEntry?.id === entryId) return [before.lastEntry, before.otherEntry];
  if (otherEntry?.id !== entryId) return [lastEntry, otherEntry];
  return [lastEntry, before.lastEntry?.by === lastEntry?.by ? before.otherEntry : before.lastEntry];
};

/**
 * Takes back an answer whose mail has not left: the ticket is as it was, as far as the answer changed it and nobody has
 * written to it since, the entry is gone and the mail never leaves.
 */
export const takeBackAnswer = (
  ticket: Ticket,
  { agentId, entry, mail, previous, waiting }: TakeBackAnswer,
  context: DecisionContext,
): Result<Decision, TakeBackRefusal> => {
  const { id: entryId } = entry;
  if (entry.author.kind !== 'agent' || entry.author.agentId !== agentId)
    return err({ code: 'answer_not_yours', entryId });
  const { undo, leavesAt } = mail;
  if (mail.status !== 'queued' || undo === undefined || leavesAt === undefined || context.at >= leavesAt)
    return err({ code: 'undo_too_late', entryId, mailStatus: mail.status });
  const { status } = ticket;
  if (!isAsAnswered(ticket, mail)) return err({ code: 'ticket_moved_on', entryId, status, because: 'status' });
  // One that is sent again was given before, whenever that was ordered.
  if (waiting.some((other) => roundOf(other) === 1 && isBefore(mail, other)))
    return err({ code: 'ticket_moved_on', entryId, status, because: 'later_answer' });

  const { before } = undo;
  const { ticket: moved, fact } = advance(
    ticket,
    'answer_taken_back',
    { kind: 'agent', id: agentId },
    context,
    { ...CLEARED_ON_REOPEN, status: before.status },
    { mailId: mail.id },
  );
  const { lastEntry: _last, otherEntry: _other, snippet: said, ...rest } = moved;
  const isNewest = ticket.lastEntry?.id === entryId;
  const waitingSince = before.waitingSince ?? ticket.waitingSince;
  const snippet = isNewest ? previous && snippetOf(previous) : said;
  const [lastEntry, otherEntry] = entriesWithout(entryId, ticket, before);
  return ok({
    ticket: {
      ...rest,
      activityAt: ticket.activityAt === mail.createdAt ? before.activityAt : ticket.activityAt,
      // Whoever has written since has said what is read and what is not.
      unreadReply: isNewest ? before.unreadReply : ticket.unreadReply,
      ...(waitingSince === undefined ? {} : { waitingSince }),
      ...(snippet === undefined ? {} : { snippet }),
      ...(lastEntry === undefined ? {} : { lastEntry }),
      ...(otherEntry === undefined ? {} : { otherEntry }),
    },
    fact: { ...fact, entryId },
    takenBack: { mail: { ...mail, status: 'taken_back' }, before: mail },
    ...(maskingOf(entry).masks.length === 0 ? {} : { original: { entryId, sealed: null } }),
  });
};
