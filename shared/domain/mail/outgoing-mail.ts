/**
 * The life of a mail: `queued` when the decision was committed, `sending` before SES is asked, `sent` once SES has it.
 * A crash in between leaves `sending`; SES's Send event settles it, and only when none came is it sent again.
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
  /** `Re: … [#1024]`, the same for the whole life of the ticket. What it answers (In-Reply-To, References) is read from the entries when it leaves. */
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
  readonly failure?: string;
};
