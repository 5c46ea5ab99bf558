import { isMailAddress, toMailAddress } from '../mail/mail-address.ts';
import { readAddress } from '../mail/reply-address.ts';
import { isSpam, type Ticket } from '../ticket/ticket.ts';
import type { MailLeftOut, MailRecipientKind } from './mail-recipient.ts';

/** How many mails of triggers one recipient gets about one ticket, within how many seconds. */
export const MAIL_CAPS = [
  { mails: 10, seconds: 10 * 60 },
  { mails: 25, seconds: 60 * 60 },
  { mails: 100, seconds: 10 * 60 * 60 },
] as const;
/** Seconds after which a mail counts no more. */
export const MAILS_COUNTED_FOR = 10 * 60 * 60;

/** SES takes no more recipients of one mail. */
export const RECIPIENTS_LIMIT = 50;

/** Which mails of triggers a ticket's recipients got, as seconds since 1970, by normalized address. */
export type MailCounts = {
  /** Grows by one with each change; 0: nothing was counted. */
  readonly revision: number;
  readonly sent: Readonly<Record<string, readonly number[]>>;
};
export const NO_MAILS: MailCounts = { revision: 0, sent: {} };

/**
 * The addresses in a text that may name several, such as `Kim <kim@example.com>, lee@example.com`, as mail is sent to
 * them.
 */
export const addressesIn = (text: string): readonly string[] =>
  text
    .slice(0, 10_000)
    .replace(/"[^"]*"/g, '')
    .split(/[,;]/)
    .map((part) => toMailAddress(/<([^<>]*)>/.exec(part)?.[1] ?? part))
    .filter((address) => address !== '');

/** Local parts that nobody reads: what is sent there is lost, or comes back. */
const UNREAD = /^(?:no-?_?reply|do-?_?not-?_?reply|donotreply|mailer[-_.]?daemon|postmaster|bounces?)(?:\+|$)/;
const isUnread = (address: string): boolean => UNREAD.test(address.slice(0, address.lastIndexOf('@')));

export type Recipients = {
  readonly to: MailRecipientKind;
  /** As they stand in the trigger, the ticket or the agents' rows; several may stand in one text. */
  readonly candidates: readonly string[];
};
export type MailSituation = {
  readonly ticket: Pick<Ticket, 'customer' | 'internalReason' | 'writtenByMachine' | 'origin'>;
  /** Addresses of all services, in lower case and without labels. */
  readonly ours: ReadonlySet<string>;
  readonly counts: MailCounts;
  readonly now: Date;
};
export type Admitted = {
  /** Normalized, each once, at most RECIPIENTS_LIMIT. */
  readonly addresses: readonly string[];
  /** In the order of the candidates. */
  readonly leftOut: readonly { readonly address?: string; readonly why: MailLeftOut }[];
};

const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1000);

/** Whether somebody has got as many mails of triggers about the ticket as they may. */
const isTooOften = (sent: readonly number[] = [], now: number): boolean =>
  MAIL_CAPS.some(({ mails, seconds }) => sent.filter((at) => at > now - seconds).length >= mails);

/** Why the customer of the ticket gets no mail that nobody wrote. */
const unansweredBecause = (
  address: string,
  { ticket }: MailSituation,
  to: MailRecipientKind,
): MailLeftOut | undefined => {
  if (to !== 'customer' && address !== toMailAddress(ticket.customer.email ?? '')) return undefined;
  if (isSpam(ticket)) return 'spam';
  if (ticket.writtenByMachine === true || isUnread(address)) return 'automatic_sender';
  return ticket.origin === undefined ? undefined : 'transferred_ticket';
};

/** Who gets a mail of a trigger, and who is left out of it, and why. */
export const admitRecipients = ({ to, candidates }: Recipients, situation: MailSituation): Admitted => {
  const { ours, counts, now } = situation;
  const addresses: string[] = [];
  const leftOut: { readonly address?: string; readonly why: MailLeftOut }[] = [];
  const whyNot = (address: string): MailLeftOut | undefined => {
    if (!isMailAddress(address)) return 'invalid_address';
    if (addresses.includes(address)) return 'duplicate';
    if (ours.has(readAddress(address).bare)) return 'own_address';
    const unanswered = unansweredBecause(address, situation, to);
    if (unanswered !== undefined) return unanswered;
    if (isTooOften(counts.sent[address], secondsOf(now))) return 'too_often';
    return addresses.length >= RECIPIENTS_LIMIT ? 'too_many_recipients' : undefined;
  };
  for (const address of candidates.flatMap(addressesIn)) {
    const why = whyNot(address);
    if (why === undefined) addresses.push(address);
    else leftOut.push({ address, why });
  }
  if (addresses.length === 0 && leftOut.length === 0) leftOut.push({ why: 'no_recipient' });
  return { addresses, leftOut };
};

/** The counts with one more mail to each of these. What counts no more is left away. */
export const countMails = (
  { revision, sent }: MailCounts,
  addresses: readonly string[],
  now: Date,
  nextRevision = revision + 1,
): MailCounts => {
  const seconds = secondsOf(now);
  const added = Object.fromEntries(addresses.map((address) => [address, [...(sent[address] ?? []), seconds]]));
  return {
    revision: nextRevision,
    sent: Object.fromEntries(
      Object.entries({ ...sent, ...added })
        .map(([address, times]) => [address, times.filter((at) => at > seconds - MAILS_COUNTED_FOR)] as const)
        .filter(([, times]) => times.length > 0),
    ),
  };
};
