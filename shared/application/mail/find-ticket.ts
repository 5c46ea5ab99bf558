import { normalizeMessageId } from '../../domain/mail/message-id.ts';
import type { Verdict } from '../../domain/mail/incoming-mail.ts';
import { authorOf } from '../../domain/mail/mail-author.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { numbersInSubject, readAddress, readReplyLabel } from '../../domain/mail/reply-address.ts';
import type { Service } from '../../domain/desk/service.ts';
import type { Log } from '../ports/platform.ts';
import type { ReplyReference } from '../ports/mails.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { participation, type ParticipantDeps } from './participation.ts';

type Deps = ParticipantDeps & {
  readonly tickets: TicketRepository;
  readonly replyReference: Pick<ReplyReference, 'verify'>;
  readonly log: Log;
};

/** How many Message-IDs are looked up: a header may hold thousands, and the newest of a thread are enough. */
const LOOKUPS = 30;
/** How many ticket numbers in addresses or in the subject are tried, and for how many tickets the sender is checked. */
const TRIES = 5;

export type Addressed = {
  /** Our addresses that it was delivered to. */
  readonly recipients: readonly string[];
  /** DMARC's verdict on the author's address. FAIL: the domain says that the mail isn't from there. */
  readonly dmarc: Verdict;
};

const addressesOf = (mail: ParsedMail, recipients: readonly string[]) =>
  [...recipients, ...mail.to.map(({ address }) => address), ...mail.cc.map(({ address }) => address)].map(readAddress);

/**
 * Finds the ticket that a mail answers: by our signed reply address; by In-Reply-To and then References (newest first)
 * of a mail that we sent; by those of a mail that somebody sent us, or by `[#1024]` in the subject, if the sender takes
 * part in that ticket. Our own Message-IDs can't be guessed; everything else can be known to a stranger. The sender is
 * the From address alone: anybody can write a Reply-To.
 */
export const findTicket =
  (deps: Deps) =>
  async (service: Service, mail: ParsedMail, { recipients, dmarc }: Addressed): Promise<number | undefined> => {
    const { tickets, replyReference, log } = deps;
    const { serviceId } = service;
    const exists = async (number: number) => (await tickets.find(serviceId, number)) !== undefined;

    const labels = addressesOf(mail, recipients).flatMap(({ bare, label }) =>
      service.addresses.includes(bare) ? (readReplyLabel(label) ?? []) : [],
    );
    for (const { number, mac } of labels.slice(0, TRIES)) {
      if (!(await replyReference.verify(serviceId, number, mac)))
        log.warn('reply_reference_invalid', { serviceId, number });
      else if (await exists(number)) return number;
    }

    const mayContinue = claims(deps, serviceId, mail, dmarc);
    const ids = [
      ...new Set([...mail.inReplyTo, ...mail.references.toReversed()].slice(0, LOOKUPS * 2).map(normalizeMessageId)),
    ];
    for (const id of ids.slice(0, LOOKUPS)) {
      const found = await tickets.findByMessageId(serviceId, id);
      if (found && (found.isOurs || (await mayContinue(found.number)))) return found.number;
    }
    for (const number of numbersInSubject(mail.subject).slice(0, TRIES)) if (await mayContinue(number)) return number;
    return undefined;
  };

/**
 * Checks whether the sender takes part in a ticket: each ticket once, and TRIES tickets at most. When the sender does
 * not, it is logged, and the mail makes a new ticket.
 */
const claims = (
  deps: Deps,
  serviceId: string,
  mail: ParsedMail,
  dmarc: Verdict,
): ((number: number) => Promise<boolean>) => {
  const sender = authorOf(mail).email;
  const takesPart = sender === undefined ? undefined : participation(deps, serviceId, sender);
  const asked = new Map<number, boolean>();
  const ask = async (number: number): Promise<boolean> => {
    const ticket = await deps.tickets.find(serviceId, number);
    if (ticket === undefined) return false;
    const reason =
      dmarc === 'FAIL'
        ? 'sender_forged'
        : takesPart === undefined || !(await takesPart(ticket))
          ? 'no_participant'
          : undefined;
    if (reason !== undefined) deps.log.info('mail_claim_not_believed', { serviceId, number, reason });
    return reason === undefined;
  };
  return async (number) => {
    const known = asked.get(number);
    if (known !== undefined || asked.size === TRIES) return known ?? false;
    const answer = await ask(number);
    asked.set(number, answer);
    return answer;
  };
};
