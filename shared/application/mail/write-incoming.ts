import { guessLanguage } from '../../domain/mail/guess-language.ts';
import { incomingTitle } from '../../domain/mail/incoming-title.ts';
import { authorOf, customerOf } from '../../domain/mail/mail-author.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { receivedEntryId } from '../../domain/mail/received-entry-id.ts';
import { readAddress } from '../../domain/mail/reply-address.ts';
import type { Service } from '../../domain/desk/service.ts';
import { createTicket } from '../../domain/ticket/create-ticket.ts';
import type { Decision, DecisionContext, MessageBody } from '../../domain/ticket/decision.ts';
import { receiveReply } from '../../domain/ticket/receive-reply.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { ok } from '../../domain/kernel/result.ts';
import { linkCustomer, type LinkCustomerDeps } from '../customers/link-customer.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { MessagePointer, TicketRepository } from '../ports/tickets.ts';
import { decideAndSave } from '../tickets/change-ticket.ts';
import { findReplyTarget } from './find-reply-target.ts';
import { storeBody } from './store-body.ts';

type Deps = Parameters<typeof storeBody>[0] &
  Omit<LinkCustomerDeps, 'clock'> & {
    readonly tickets: TicketRepository;
    readonly directory: DeskDirectory;
    readonly clockAndIds: ClockAndIds;
    readonly backoff: Backoff;
  };

export type Incoming = {
  readonly service: Service;
  /** The service's address that the mail was sent to. */
  readonly address: string;
  readonly mail: ParsedMail;
  readonly raw: Uint8Array;
  readonly pointer: MessagePointer;
  /** The ticket that it answers. */
  readonly number?: number;
  /** SES's verdict: a new ticket then begins in the Spam list. A reply goes to its ticket all the same. */
  readonly isSpam: boolean;
  readonly sesMessageId: string;
  /** When our mail server took it, ISO 8601: its place in the history. Absent: now. */
  readonly receivedAt?: string;
  /** A machine or a mailing list wrote it, no person. */
  readonly isByMachine: boolean;
};
export type WrittenMail = { readonly kind: 'created' | 'replied' | 'duplicate'; readonly number: number };

/** How often a mail is decided at most: enough for twenty mails to one ticket at once. */
const ATTEMPTS = 25;

/** Writes a mail as an entry of its ticket or as a new ticket, in one transaction with its Message-ID. */
export const writeIncoming =
  (deps: Deps) =>
  async (incoming: Incoming): Promise<WrittenMail> => {
    const {
      service: { serviceId, language },
      mail,
      raw,
      pointer,
      receivedAt,
    } = incoming;
    const { tickets, clockAndIds, backoff } = deps;
    const entryId =
      receivedAt === undefined
        ? clockAndIds.newId('ent')
        : receivedEntryId({ receivedAt, date: mail.date, deliveryId: incoming.sesMessageId });
    const stored = new Map<number, Promise<MessageBody>>();
    const place = { serviceId, entryId, language, receivedAt: receivedAt ?? clockAndIds.now().toISOString() };
    const bodyAt = (number: number): Promise<MessageBody> => {
      const body = stored.get(number) ?? storeBody(deps)(mail, raw, { ...place, number });
      stored.set(number, body);
      return body;
    };
    const outcome = await decideAndSave<never>(
      { tickets, clock: clockAndIds, backoff },
      { correlationId: clockAndIds.newId('cor'), attempts: ATTEMPTS, what: `the ticket of a mail to ${serviceId}` },
      async (contextNow) => {
        const { ticket, followed, followUp } =
          incoming.number === undefined ? {} : await findReplyTarget(deps)(serviceId, incoming.number);
        const context = { ...contextNow(), entryId };
        const replied = ticket && (await reply(deps, ticket, incoming, bodyAt, context));
        if (replied !== undefined) return ok({ ...replied, pointer });
        const created = await create(deps, incoming, followed, bodyAt, context);
        return ok({ ...created, pointer, ...(followUp === undefined ? {} : { followUp }) });
      },
    );
    if (outcome.ok) {
      const { fact, ticket } = outcome.value;
      return { kind: fact.type === 'ticket_created' ? 'created' : 'replied', number: ticket.number };
    }
    if (outcome.error.code === 'mail_already_received') return { kind: 'duplicate', number: outcome.error.number };
    throw new Error(`Writing a mail was refused with ${outcome.error.code}`);
  };

/** Undefined for a ticket that takes no replies: a new one follows it. */
const reply = async (
  deps: Deps,
  ticket: Ticket,
  { mail, receivedAt, isByMachine }: Incoming,
  bodyAt: (number: number) => Promise<MessageBody>,
  context: DecisionContext,
): Promise<Decision | undefined> => {
  const assignee =
    ticket.assigneeId === undefined ? undefined : await deps.directory.findAgent(ticket.serviceId, ticket.assigneeId);
  const command = {
    author: authorOf(mail),
    assigneeActive: assignee?.active === true,
    isByMachine,
    ...(receivedAt === undefined ? {} : { receivedAt: receivedAt }),
  };
  if (!receiveReply(ticket, { ...command, body: { html: '', text: '' } }, context).ok) return undefined;
  const decided = receiveReply(ticket, { ...command, body: await bodyAt(ticket.number) }, context);
  return decided.ok ? decided.value : undefined;
};

/** The sender becomes a customer even when the mail looks like spam: a restored ticket must have one. */
const create = async (
  deps: Deps,
  { service, address, mail, isSpam, receivedAt, isByMachine }: Incoming,
  followed: Ticket | undefined,
  bodyAt: (number: number) => Promise<MessageBody>,
  context: DecisionContext,
): Promise<Decision> => {
  const linked = await linkCustomer({ ...deps, clock: deps.clockAndIds })(
    service,
    customerOf(mail, (other) => service.addresses.includes(readAddress(other).bare)),
    context.at,
  );
  if (!linked.ok) throw new Error('A mail names no phone number');
  const number = await deps.tickets.nextNumber(service.serviceId);
  const body = await bodyAt(number);
  const language = guessLanguage(`${mail.subject}\n${body.text}`, service.language);
  return createTicket(
    {
      serviceId: service.serviceId,
      number,
      title: incomingTitle(mail.subject, language),
      channel: 'email',
      priority: 'normal',
      language,
      ...linked.value,
      isSpam,
      ...(receivedAt === undefined ? {} : { receivedAt: receivedAt }),
      serviceAddress: address,
      ...(isByMachine ? { writtenByMachine: true as const } : {}),
      ...(followed === undefined ? {} : { followsNumber: followed.number }),
      body,
      actor: { kind: 'customer' },
    },
    context,
  );
};
