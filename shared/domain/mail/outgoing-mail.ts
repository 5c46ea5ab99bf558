/**
 * The life of a mail: `queued` when the decision was committed, `sending` before SES is asked, `sent` once SES has it.
 * A crash in between leaves `sending`; SES's Send event settles it, and only when none came is it sent again.
 * `failed` when SES refused it or nobody could make SES take it in time: it stays so until somebody has it sent again,
 * which begins the next round.
 */
export const MAIL_STATUSES = ['queued', 'sending', 'sent', 'failed'] as const;
export type MailStatus = (typeof MAIL_STATUSES)[number];

/** What SES later said of a sent mail. */
export const MAIL_OUTCOMES = ['delivered', 'bounced', 'complained'] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

export type OutgoingMail = {
  readonly id: string;
  readonly serviceId: string;
  readonly number: number;
  /** The entry whose text it carries. */
  readonly entryId: string;
  readonly kind: 'resolved' | 'pending';
  readonly to: string;
  readonly toName?: string;
  readonly from: string;
  readonly fromName: string;
  /**
   * `Re: … [#1024]`, the same for the whole life of the ticket. What it answers (In-Reply-To, References) is read from
   * the entries when it leaves.
   */
  readonly subject: string;
  readonly language: string;
  readonly status: MailStatus;
  readonly createdAt: string;
  /** How often SES was asked, and when last. */
  readonly attempts: number;
  readonly attemptedAt?: string;
  readonly sentAt?: string;
  /** What SES returned: the local part of the Message-ID that customers see. */
  readonly sesMessageId?: string;
  readonly outcome?: MailOutcome;
  /** Why it failed or came back: SES's words, or `NOT_SENT_IN_TIME`. */
  readonly failure?: string;
  /** When it failed. */
  readonly failedAt?: string;
  /** 1 (also when absent) for the decision that it carries; one more each time that it is sent again. */
  readonly round?: number;
  /**
   * When and by which agent this round was ordered. Absent in the first, which is as old as the mail; without an agent
   * it was the desk.
   */
  readonly orderedAt?: string;
  readonly orderedBy?: string;
  /**
   * SES's ids of earlier rounds, oldest first, at most `EARLIER_LIMIT`: what SES still says of those is no news of this
   * one.
   */
  readonly earlier?: readonly string[];
};

/** The reason of a mail that the desk gave up: nothing that was tried in time made SES take it. */
export const NOT_SENT_IN_TIME = 'not_sent_in_time';
/** SES's ids of earlier rounds that a mail keeps: SES tells of a mail for days, not for ever. */
export const EARLIER_LIMIT = 20;

export const roundOf = ({ round }: Pick<OutgoingMail, 'round'>): number => round ?? 1;
export const orderedAtOf = ({ orderedAt, createdAt }: Pick<OutgoingMail, 'orderedAt' | 'createdAt'>): string =>
  orderedAt ?? createdAt;
export const isWaiting = ({ status }: Pick<OutgoingMail, 'status'>): boolean =>
  status === 'queued' || status === 'sending';
