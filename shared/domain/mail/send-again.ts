import type { Agent } from '../desk/agent.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { TicketRefusal } from '../ticket/refusal.ts';
import type { Ticket } from '../ticket/ticket.ts';
import {
  EARLIER_LIMIT,
  goesToCustomer,
  isWaiting,
  NOT_SENT_IN_TIME,
  roundOf,
  type MailOutcome,
  type MailStatus,
  type OutgoingMail,
} from './outgoing-mail.ts';

export type MailRefusal =
  | { readonly code: 'mail_not_found'; readonly mailId: string }
  /** The mail is waiting, or was sent and did not come back. */
  | {
      readonly code: 'mail_not_failed';
      readonly mailId: string;
      readonly status: MailStatus;
      readonly outcome?: MailOutcome;
    };

/**
 * Whether a mail can be sent again: it failed, or came back permanently. Not one that its recipient reported as spam.
 */
export const canBeSentAgain = ({
  status,
  outcome,
}: {
  readonly status: MailStatus;
  readonly outcome?: MailOutcome | null | undefined;
}): boolean => status === 'failed' || (status === 'sent' && outcome === 'bounced');

/**
 * Whether the agent may send an answer again: the same agents who may answer, also when the ticket was resolved or
 * completed later.
 */
export const maySendAgain = (
  ticket: { readonly assigneeId?: string | null | undefined },
  agent: Pick<Agent, 'agentId' | 'role'>,
): boolean => agent.role === 'administrator' || ticket.assigneeId === agent.agentId;

type Order = { readonly at: string; readonly to: string; /** Absent: the desk. */ readonly by?: string };

/** The mail at the start of its next round. `attempts` continues, so that work on an earlier round conflicts. */
export const nextRound = (mail: OutgoingMail, { at, to, by }: Order): OutgoingMail => {
  const {
    sentAt: _sentAt,
    sesMessageId,
    outcome: _outcome,
    failure: _failure,
    failedAt: _failedAt,
    orderedBy: _orderedBy,
    attemptedAt: _attemptedAt,
    held: _held,
    leavesAt: _leavesAt,
    undo: _undo,
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

/**
 * Orders a failed mail again. Undefined: the same agent has ordered it already and it is waiting, as after a double
 * click.
 */
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
 * Whether a queue message was put back after the desk gave up the mail: an operator redrove it from the dead-letter
 * queue after a repair. An older message belongs to the round that was given up. A mail that SES refused can only be
 * ordered by an agent.
 */
export const isRedriven = ({ status, failure, failedAt }: OutgoingMail, queuedAt: Date): boolean =>
  status === 'failed' &&
  failure === NOT_SENT_IN_TIME &&
  failedAt !== undefined &&
  queuedAt.getTime() > Date.parse(failedAt);

/**
 * The recipient when a mail is sent again: the customer's address on the ticket if it was changed; otherwise the same
 * address if the customer's record still has it or has none; otherwise the record's first. A mail to others goes where
 * it went.
 */
export const addressNow = (
  mail: Pick<OutgoingMail, 'to' | 'audience'>,
  ticket: Pick<Ticket, 'customer'>,
  emails: readonly string[],
): string => {
  if (!goesToCustomer(mail)) return mail.to;
  const { email } = ticket.customer;
  const isSame = (address: string) => address.toLowerCase() === mail.to.toLowerCase();
  if (email !== undefined && !isSame(email)) return email;
  if (emails.length === 0 || emails.some(isSame)) return mail.to;
  return emails[0]!;
};
