import { normalizeMessageId } from '../../domain/mail/message-id.ts';
import { authorOf } from '../../domain/mail/mail-author.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { numbersInSubject, readAddress, readReplyLabel } from '../../domain/mail/reply-address.ts';
import type { Service } from '../../domain/desk/service.ts';
import type { Log } from '../ports/log.ts';
import type { ReplyReference } from '../ports/mail-gateways.ts';
import type { TicketRepository } from '../ports/ticket-repository.ts';

type Deps = { readonly tickets: TicketRepository; readonly replyReference: ReplyReference; readonly log: Log };

/** How many Message-IDs are looked up: a thread's newest tell all, and a header may hold thousands. */
const LOOKUPS = 30;
/** How many references to a ticket in addresses or a subject are tried. */
const TRIES = 5;

const addressesOf = (mail: ParsedMail, recipients: readonly string[]) =>
  [...recipients, ...mail.to.map(({ address }) => address), ...mail.cc.map(({ address }) => address)].map(readAddress);

/**
 * The ticket that a mail answers: by our signed reply address, by In-Reply-To and then References (newest first) of a mail that we know,
 * or by `[#1024]` in the subject if the sender is that ticket's customer.
 */
export const findTicket = ({ tickets, replyReference, log }: Deps) => async (service: Service, mail: ParsedMail, recipients: readonly string[]): Promise<number | undefined> => {
  const { serviceId } = service;
  const exists = async (number: number) => (await tickets.find(serviceId, number)) !== undefined;

  const labels = addressesOf(mail, recipients).flatMap(({ bare, label }) => (service.addresses.includes(bare) ? readReplyLabel(label) ?? [] : []));
  for (const { number, mac } of labels.slice(0, TRIES)) {
    if (!(await replyReference.verify(serviceId, number, mac))) log.warn('reply_reference_invalid', { serviceId, number });
    else if (await exists(number)) return number;
  }

  const ids = [...new Set([...mail.inReplyTo, ...mail.references.toReversed()].map(normalizeMessageId))];
  for (const id of ids.slice(0, LOOKUPS)) {
    const found = await tickets.findByMessageId(serviceId, id);
    if (found) return found.number;
  }

  // Only From counts here: a Reply-To is written by anybody, and the subject proves nothing.
  const sender = authorOf(mail).email;
  for (const number of sender === undefined ? [] : numbersInSubject(mail.subject).slice(0, TRIES)) {
    const ticket = await tickets.find(serviceId, number);
    if (ticket?.customer.email?.toLowerCase() === sender) return number;
  }
  return undefined;
};
