import type { Agent } from '../desk/agent.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { TicketRefusal } from '../ticket/errors.ts';
import type { Ticket } from '../ticket/ticket.ts';
import {
  EARLIER_LIMIT,
  isWaiting,
  NOT_SENT_IN_TIME,
  roundOf,
  type MailOutcome,
  type MailStatus,
  type OutgoingMail,
} from './outgoing-mail.ts';

export type MailRefusal =
  | { readonly code: 'mail_not_found'; readonly mailId: string }
  /** It waits, or has left and didn't come back. */
  | {
      readonly code: 'mail_not_failed';
      readonly mailId: string;
      readonly status: MailStatus;
      readonly outcome?: MailOutcome;
    };

/**
 * A mail that failed, or that left and came back for good, can be sent again. One that its reader called spam can't.
 */
export const canBeSentAgain = ({
  status,
  outcome,
}: {
  readonly status: MailStatus;
  readonly outcome?: MailOutcome | null | undefined;
}): boolean => status === 'failed' || (status === 'sent' && outcome === 'bounced');

/**
 * Whoever may answer the customer may have an answer sent again, also when the ticket is resolved or completed
 * meanwhile.
 */
export const maySendAgain = (
  ticket: { readonly assigneeId?: string | null | undefined },
  agent: Pick<Agent, 'agentId' | 'role'>,
): boolean => agent.role === 'administrator' || ticket.assigneeId === agent.agentId;

type Order = { readonly at: string; readonly to: string; /** Absent: the desk. */ readonly by?: string };

/**
 * The mail as it waits in its next round. How often SES was asked goes on being counted, so that nobody who still works
 * on an earlier round finds what it expects.
 */
export const nextRound = (mail: OutgoingMail, { at, to, by }: Order): OutgoingMail => {
  const {
    sentAt: _sentAt,
    sesMessageId,
    outcome: _outcome,
    failure: _failure,
    failedAt: _failedAt,
    orderedBy: _orderedBy,
    attemptedAt: _attemptedAt,
    earlier = [],
    ...kept
  } = mail;
  const known = sesMessageId === undefined ? earlier : [...earlier, sesMessageId].slice(-EARLIER_LIMIT);
  return {
    ...kept,
    to,
    status: 'queued',
    round: roundOf(mail) + 1,
    orderedAt: at,
    ...(by === undefined ? {} : { orderedBy: by }),
    ...(known.length === 0 ? {} : { earlier: known }),
  };
};

/** Undefined: this very agent has ordered it already and it waits, as after a second click. */
export const sendAgain = (
  mail: OutgoingMail,
  ticket: Ticket,
  agent: Pick<Agent, 'agentId' | 'role'>,
  order: Omit<Order, 'by'>,
): Result<OutgoingMail | undefined, MailRefusal | Extract<TicketRefusal, { code: 'not_assignee' }>> => {
  if (!maySendAgain(ticket, agent)) {
    return err({
      code: 'not_assignee',
      command: mail.kind === 'resolved' ? 'resolve' : 'pend',
      ...(ticket.assigneeId === undefined ? {} : { assigneeId: ticket.assigneeId }),
    });
  }
  if (isWaiting(mail) && mail.orderedBy === agent.agentId) return ok(undefined);
  if (canBeSentAgain(mail)) return ok(nextRound(mail, { ...order, by: agent.agentId }));
  return err({
    code: 'mail_not_failed',
    mailId: mail.id,
    status: mail.status,
    ...(mail.outcome === undefined ? {} : { outcome: mail.outcome }),
  });
};

/**
 * A queue's message of a mail that the desk gave up, put into the queue after that: an operator had its dead letter
 * sent again, once what was broken is mended. A message from before is a leftover of the round that was given up. What
 * SES refused is refused again: only an agent can order that.
 */
export const isRedriven = ({ status, failure, failedAt }: OutgoingMail, queuedAt: Date): boolean =>
  status === 'failed' &&
  failure === NOT_SENT_IN_TIME &&
  failedAt !== undefined &&
  queuedAt.getTime() > Date.parse(failedAt);

/**
 * Where a mail goes when it is sent again: to the customer's address on the ticket when that was changed since;
 * otherwise to an address that the customer's record still has; otherwise, the record having been corrected, to its
 * first; and to the same when there is no better.
 */
export const addressNow = (
  mail: Pick<OutgoingMail, 'to'>,
  ticket: Pick<Ticket, 'customer'>,
  emails: readonly string[],
): string => {
  const { email } = ticket.customer;
  const isSame = (address: string) => address.toLowerCase() === mail.to.toLowerCase();
  if (email !== undefined && !isSame(email)) return email;
  if (emails.length === 0 || emails.some(isSame)) return mail.to;
  return emails[0]!;
};
