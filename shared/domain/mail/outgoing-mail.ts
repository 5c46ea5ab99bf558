import type { Ticket } from '../ticket/ticket.ts';
import type { MailRecipientKind } from '../trigger/mail-recipient.ts';
import type { LayoutKind } from './mail-layout.ts';

/**
 * The states of a mail: `queued` when the decision was committed, `sending` before SES is asked, `sent` once SES has
 * accepted it. A crash in between leaves `sending`: SES's Send event settles it; only without one is it sent again.
 * `failed` when SES refused it or did not accept it in time: it stays so until an agent sends it again, which starts
 * the next round. `taken_back` when its agent undid the answer before it left: nothing follows.
 */
export const MAIL_STATUSES = ['queued', 'sending', 'sent', 'failed', 'taken_back'] as const;
export type MailStatus = (typeof MAIL_STATUSES)[number];

/** What SES reported about a sent mail. */
export const MAIL_OUTCOMES = ['delivered', 'bounced', 'complained'] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

/**
 * Why a queued mail waits, though nothing is wrong with it: SES takes no more mails this second, or none of this
 * account in these 24 hours, or none until an operator lets it; or an earlier answer on the same ticket waits.
 */
export const MAIL_WAITS = ['sending_rate', 'daily_quota', 'sending_paused', 'earlier_answer'] as const;
export type MailWait = (typeof MAIL_WAITS)[number];

/** What an answer changes of its ticket, as it was before. It clears nothing: no workable ticket has been resolved. */
export type BeforeAnswer = Pick<
  Ticket,
  'status' | 'activityAt' | 'unreadReply' | 'waitingSince' | 'lastEntry' | 'otherEntry'
>;

export type OutgoingMail = {
  readonly id: string;
  readonly serviceId: string;
  readonly number: number;
  /** The entry whose text it has. */
  readonly entryId: string;
  /** `automatic`: a trigger wrote it. */
  readonly kind: 'resolved' | 'pending' | 'automatic';
  readonly to: string;
  /** Of an automatic mail: whom it is to. Absent: the customer. */
  readonly audience?: MailRecipientKind;
  /** Of an automatic mail: who else gets it. */
  readonly also?: readonly string[];
  readonly toName?: string;
  readonly from: string;
  readonly fromName: string;
  /**
   * Of an answer `Re: … [#1024]`, which never changes. In-Reply-To and References are read from the entries when it is
   * sent.
   */
  readonly subject: string;
  readonly language: string;
  readonly status: MailStatus;
  readonly createdAt: string;
  /** It does not leave before: until then its answer can be taken back. Absent when it leaves at once. */
  readonly leavesAt?: string;
  /** The agent who may take the answer back, and what that restores. Absent once it is too late. */
  readonly undo?: { readonly by: string; readonly before: BeforeAnswer };
  /** How often SES was asked, and when last. */
  readonly attempts: number;
  readonly attemptedAt?: string;
  /** What it waits for, how often in a row it had to, and when it is tried next. Absent once it has left or failed. */
  readonly held?: { readonly reason: MailWait; readonly times: number; readonly until: string };
  readonly sentAt?: string;
  /** SES's id: the local part of the Message-ID that customers see. */
  readonly sesMessageId?: string;
  readonly outcome?: MailOutcome;
  /** Why it failed or came back: SES's message, or `NOT_SENT_IN_TIME`. */
  readonly failure?: string;
  /** When it failed. */
  readonly failedAt?: string;
  /** 1 (also when absent) for the first sending; grows by one each time that it is sent again. */
  readonly round?: number;
  /**
   * When and by which agent this round was ordered. Absent in the first round, which was ordered with the mail; without
   * an agent it was the desk.
   */
  readonly orderedAt?: string;
  readonly orderedBy?: string;
  /** SES's ids of earlier rounds, oldest first, at most `EARLIER_LIMIT`: events for those don't change this round. */
  readonly earlier?: readonly string[];
};

/** The reason of a mail that SES did not accept in time. */
export const NOT_SENT_IN_TIME = 'not_sent_in_time';
/** Maximum ids of earlier rounds: SES reports on a mail for some days only. */
export const EARLIER_LIMIT = 20;

/** Whether the customer gets it: only then it belongs to their thread, and keeps its place among their mails. */
export const goesToCustomer = ({ audience }: Pick<OutgoingMail, 'audience'>): boolean =>
  audience === undefined || audience === 'customer';
/** Whose layout it has; undefined: none. */
export const layoutKindOf = (mail: Pick<OutgoingMail, 'kind' | 'audience'>): LayoutKind | undefined => {
  if (mail.kind !== 'automatic') return mail.kind;
  return goesToCustomer(mail) ? 'manual' : undefined;
};
export const roundOf = ({ round }: Pick<OutgoingMail, 'round'>): number => round ?? 1;
export const orderedAtOf = ({ orderedAt, createdAt }: Pick<OutgoingMail, 'orderedAt' | 'createdAt'>): string =>
  orderedAt ?? createdAt;
/** Since when it should be on its way. */
export const dueAtOf = (mail: Pick<OutgoingMail, 'leavesAt' | 'orderedAt' | 'createdAt'>): string =>
  mail.leavesAt ?? orderedAtOf(mail);
/** A mail that waits no more. */
export const released = ({ held: _held, ...mail }: OutgoingMail): OutgoingMail => mail;
export const isWaiting = ({ status }: Pick<OutgoingMail, 'status'>): boolean =>
  status === 'queued' || status === 'sending';
