import { normalizeEmail } from '../customer/contacts.ts';
import { fitText } from '../customer/fit-text.ts';
import { mailboxOf } from './mail-author.ts';
import type { Mailbox, ParsedMail } from './parsed-mail.ts';

/**
 * What a mail says of itself, as its entry keeps it. Addresses are in lower case; one without a name has an empty one.
 */
export type MailHeader = {
  readonly subject: string;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
};

/** RFC 5322's longest line. */
const SUBJECT_LIMIT = 998;
/**
 * People in To, and in Cc, that an entry names: each in Cc has a row of their own in the mail's transaction, which
 * holds 100.
 */
export const PEOPLE_LIMIT = 50;

const people = (mailboxes: readonly Mailbox[]): readonly Mailbox[] => {
  const named = new Map<string, Mailbox>();
  for (const mailbox of mailboxes) {
    const { name, address } = mailboxOf(mailbox);
    if (address !== '' && !named.has(address)) named.set(address, { name, address });
    if (named.size === PEOPLE_LIMIT) break;
  }
  return [...named.values()];
};

export const mailHeaderOf = ({
  subject,
  from,
  to,
  cc,
}: Pick<ParsedMail, 'subject' | 'from' | 'to' | 'cc'>): MailHeader => ({
  subject: fitText(subject.toWellFormed(), SUBJECT_LIMIT),
  from: mailboxOf(from),
  to: people(to),
  cc: people(cc),
});

/** The addresses of those who wrote a mail or got a copy of it, each once: they may continue its ticket. */
export const addressesToContinue = ({ from, cc }: MailHeader): readonly string[] =>
  [...new Set([from, ...cc].map(({ address }) => normalizeEmail(address)))].filter((address) => address !== '');
