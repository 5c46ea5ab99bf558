import { normalizeEmail } from '../customer/contacts.ts';
import { fitText } from '../kernel/plain-text.ts';
import { mailboxOf } from './mail-author.ts';
import type { Mailbox, ParsedMail } from './parsed-mail.ts';

/**
 * The header of a mail as its entry stores it. Addresses are in lower case; an address without a name has an empty
 * name.
 */
export type MailHeader = {
  readonly subject: string;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
};

/** Maximum line length of RFC 5322. */
const SUBJECT_LIMIT = 998;
/**
 * Maximum people stored from To, and from Cc: each in Cc has a row in the mail's transaction, which has at most 100.
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

/** Addresses of the author and of all in Cc, each once: they may continue the ticket. */
export const addressesToContinue = ({ from, cc }: MailHeader): readonly string[] =>
  [...new Set([from, ...cc].map(({ address }) => normalizeEmail(address)))].filter((address) => address !== '');
