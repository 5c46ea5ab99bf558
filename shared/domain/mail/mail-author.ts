import type { Customer } from '../ticket/ticket.ts';
import type { Mailbox, ParsedMail } from './parsed-mail.ts';

const NAME_LIMIT = 100;
/** RFC 5321: 64 for the local part, 255 for the domain, and the `@`. */
const ADDRESS_LIMIT = 320;

/**
 * A mailbox as it is stored: the name in one line without hidden characters; the address in lower case, empty when it
 * is invalid.
 */
export const mailboxOf = ({ name, address }: Mailbox): Mailbox => {
  const shown = name
    .slice(0, NAME_LIMIT * 20)
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed()
    .slice(0, NAME_LIMIT)
    .replace(/[\ud800-\udbff]$/, '');
  const email = address
    .slice(0, ADDRESS_LIMIT * 2)
    .trim()
    .toLowerCase();
  const usable = /^[^\s@<>]+@[^\s@<>]+$/.test(email) && email.length <= ADDRESS_LIMIT;
  return { name: shown.toLowerCase() === email ? '' : shown, address: usable ? email : '' };
};

const toCustomer = (mailbox: Mailbox): Customer => {
  const { name, address } = mailboxOf(mailbox);
  return { ...(name === '' ? {} : { name }), ...(address === '' ? {} : { email: address }) };
};

/** The author, from the mail's From. */
export const authorOf = (mail: Pick<ParsedMail, 'from'>): Customer => toCustomer(mail.from);

/** The address to answer: Reply-To, unless it is the desk's own, with From's name when it has none; otherwise From. */
export const customerOf = (
  mail: Pick<ParsedMail, 'from' | 'replyTo'>,
  isOurs: (address: string) => boolean,
): Customer => {
  const replyTo = mail.replyTo.find(({ address }) => !isOurs(address));
  return replyTo === undefined
    ? toCustomer(mail.from)
    : toCustomer({ name: replyTo.name || mail.from.name, address: replyTo.address });
};
