import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import type { Fact } from '../../domain/ticket/facts.ts';

export type MailAddress = { readonly serviceId: string; readonly number: number; readonly mailId: string };

export type MailRepository = {
  /** Consistent. */
  find(address: MailAddress): Promise<OutgoingMail | undefined>;
  findMany(serviceId: string, number: number, mailIds: readonly string[]): Promise<readonly OutgoingMail[]>;
  /**
   * Stores the mail's next state if the stored one still has `expected` status, attempts, outcome (absent: none) and
   * round; with it the fact that tells of it, and
   * (when SES has given one) the Message-ID pointer by which the customer's reply finds its ticket: one transaction.
   * False when somebody else was first.
   */
  save(
    mail: OutgoingMail,
    expected: Pick<OutgoingMail, 'status' | 'attempts' | 'outcome' | 'round'>,
    fact?: Fact,
  ): Promise<boolean>;
};
