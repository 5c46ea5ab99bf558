import { classifyMail, MAIL_TREATMENT, type MailKind } from '../../domain/mail/classify-mail.ts';
import type { IncomingMail } from '../../domain/mail/incoming-mail.ts';
import { isSesMessageId, normalizeMessageId } from '../../domain/mail/message-id.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { readAddress } from '../../domain/mail/reply-address.ts';
import type { Service } from '../../domain/desk/service.ts';
import type { Log } from '../ports/platform.ts';
import type { MailParser, RawMailStore } from '../ports/mails.ts';
import type { MessagePointer } from '../ports/tickets.ts';
import { findTicket } from './find-ticket.ts';
import { writeIncoming } from './write-incoming.ts';

type Deps = Parameters<typeof writeIncoming>[0] &
  Parameters<typeof findTicket>[0] & {
    readonly rawMail: RawMailStore;
    readonly parser: MailParser;
    readonly log: Log;
    /** Key prefix of raw mails, as in the receipt rule. */
    readonly rawPrefix: string;
  };

/**
 * Receives a mail: it becomes an entry of the ticket that it answers, or a new ticket, once however often it is
 * delivered. Throws on faults: the whole is then done again, and mails that were written before are known by their
 * Message-ID.
 */
export const receiveMail =
  (deps: Deps) =>
  async (incoming: IncomingMail): Promise<void> => {
    const { sesMessageId } = incoming;
    if (incoming.virus === 'FAIL') {
      deps.log.warn('mail_quarantined', { sesMessageId });
      return;
    }
    const services = await findServices(deps, incoming.recipients);
    if (services.length === 0) {
      deps.log.warn('mail_unknown_address', { sesMessageId });
      return;
    }
    const raw = await deps.rawMail.read(`${deps.rawPrefix}${sesMessageId}`);
    const mail = await readMail(deps, sesMessageId, raw);
    for (const { service, address } of services) await receiveFor(deps, { service, address, mail, raw, incoming });
  };

/** Parses the mail, or only its beginning when that fails: every mail that we accepted must become a ticket. */
const readMail = async ({ parser, log }: Deps, sesMessageId: string, raw: Uint8Array): Promise<ParsedMail> => {
  try {
    return await parser.parse(raw);
  } catch (cause) {
    log.error('mail_cut', { sesMessageId, bytes: raw.length, reason: cause instanceof Error ? cause.name : 'unknown' });
    return parser.parseHead(raw);
  }
};

/** The services that it was sent to, each with the first of its addresses. */
const findServices = async ({ directory }: Deps, recipients: readonly string[]) => {
  const found = new Map<string, { readonly service: Service; readonly address: string }>();
  for (const address of new Set(recipients.map((recipient) => readAddress(recipient).bare))) {
    const service = await directory.findServiceByAddress(address);
    if (service && !found.has(service.serviceId)) found.set(service.serviceId, { service, address });
  }
  return [...found.values()];
};

type Delivery = {
  readonly service: Service;
  readonly address: string;
  readonly mail: ParsedMail;
  readonly raw: Uint8Array;
  readonly incoming: IncomingMail;
};

/** The Message-ID of a mail; one without has the digest of its bytes. */
const pointerOf = ({ messageId, digest, rawDigest }: ParsedMail): MessagePointer => ({
  messageId: messageId === undefined ? `raw-${rawDigest}` : normalizeMessageId(messageId).slice(0, 998),
  digest,
});

const receiveFor = async (deps: Deps, { service, address, mail, raw, incoming }: Delivery): Promise<void> => {
  const { log, tickets } = deps;
  const { serviceId } = service;
  const { sesMessageId } = incoming;
  if (!service.channels.includes('email')) {
    log.warn('mail_refused', { sesMessageId, serviceId, reason: 'channel_not_enabled' });
    return;
  }
  const pointer = pointerOf(mail);
  const known = await tickets.findReceived(serviceId, pointer);
  if (known) {
    log.info('mail_duplicate', { sesMessageId, serviceId, number: known.number });
    return;
  }
  const number = await findTicket(deps)(service, mail, incoming);
  const kind = await kindOf(deps, serviceId, mail, incoming);
  if (MAIL_TREATMENT[kind][number === undefined ? 'otherwise' : 'onTicket'] === 'ignored') {
    log.info('mail_ignored', { sesMessageId, serviceId, kind, ...(number === undefined ? {} : { number }) });
    return;
  }
  const written = await writeIncoming(deps)({
    service,
    address,
    mail,
    raw,
    pointer,
    isSpam: incoming.spam === 'FAIL',
    isByMachine: kind !== 'human',
    sesMessageId,
    ...(incoming.receivedAt === undefined ? {} : { receivedAt: incoming.receivedAt }),
    ...(number === undefined ? {} : { number }),
  });
  log.info(written.kind === 'duplicate' ? 'mail_duplicate' : 'mail_received', {
    sesMessageId,
    serviceId,
    number: written.number,
    kind,
    written: written.kind,
    spam: incoming.spam,
  });
};

const kindOf = async (
  { directory, tickets }: Deps,
  serviceId: string,
  mail: ParsedMail,
  { envelopeFrom }: IncomingMail,
): Promise<MailKind> => {
  const isOurAddress =
    mail.from.address !== '' &&
    (await directory.findServiceByAddress(readAddress(mail.from.address).bare)) !== undefined;
  const kind = classifyMail(mail, { envelopeFrom, isOurAddress });
  // Other senders use SES too: only an id that it gave to us is ours.
  const isOurMail =
    mail.messageId !== undefined &&
    isSesMessageId(mail.messageId) &&
    (await tickets.findByMessageId(serviceId, normalizeMessageId(mail.messageId)))?.isOurs === true;
  return isOurMail ? 'own' : kind;
};
