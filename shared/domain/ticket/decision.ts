import { normalizeEmail } from '../customer/contacts.ts';
import type { TicketFields } from '../desk/field-value.ts';
import { addressesToContinue, type MailHeader } from '../mail/mail-header.ts';
import type { OutgoingMail } from '../mail/outgoing-mail.ts';
import type { Attachment, Entry, EntryCommand } from './entry.ts';
import {
  changesBetween,
  FACTS,
  factOn,
  type Fact,
  type FactActor,
  type FactContext,
  type FactType,
  type TicketFactType,
} from './facts.ts';
import { newestEntryId, snippetOf } from './snippet.ts';
import type { AutomatedBy } from '../trigger/chain.ts';
import type { Ticket } from './ticket.ts';

/** What a decision needs from outside: the time and new ids. One that it has no use for stays unused. */
export type DecisionContext = FactContext & { readonly entryId: string; readonly mailId: string };

/** A message or a comment, sanitized: it becomes the body of the entry that a decision writes. */
export type MessageBody = {
  readonly html: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
  readonly wholeKey?: string;
  /** Message-ID of the customer's mail, without angle brackets. */
  readonly messageId?: string;
  /** When the customer's mail was written, ISO 8601. */
  readonly writtenAt?: string;
  /** Of a customer's mail. */
  readonly mailHeader?: MailHeader;
};

/**
 * The result of one command: the new state, the fact that tells of it, and what is written with them in one
 * transaction.
 */
export type Decision = {
  readonly ticket: Ticket;
  readonly fact: Fact;
  readonly entry?: Entry;
  readonly mail?: OutgoingMail;
  /** An answer that is undone: its mail never leaves, and its entry is gone. */
  readonly takenBack?: { readonly mail: OutgoingMail; readonly before: OutgoingMail };
  /** The original of the masked entry, sealed; null deletes it, once nothing of the entry is masked. */
  readonly original?: { readonly entryId: string; readonly sealed: string | null };
  /** All values of the service's own fields from now on; absent: they don't change. */
  readonly fields?: TicketFields;
  /** The ticket's row is deleted; its facts stay. */
  readonly gone?: true;
};

/** The body of an entry, of a message. */
export const entryBody = (
  body: MessageBody,
): Pick<Entry, 'html' | 'text' | 'attachments' | 'wholeKey' | 'messageId' | 'writtenAt' | 'mailHeader'> => ({
  html: body.html,
  text: body.text,
  attachments: body.attachments ?? [],
  ...(body.wholeKey === undefined ? {} : { wholeKey: body.wholeKey }),
  ...(body.messageId === undefined ? {} : { messageId: body.messageId }),
  ...(body.writtenAt === undefined ? {} : { writtenAt: body.writtenAt }),
  ...(body.mailHeader === undefined ? {} : { mailHeader: body.mailHeader }),
});

export const isEmptyBody = (body: MessageBody): boolean => body.text.trim() === '';

/** The entry of a comment; `command` is the one that wrote it. */
export const commentEntry = (
  agentId: string,
  body: MessageBody,
  command: EntryCommand,
  context: DecisionContext,
): Entry => ({
  id: context.entryId,
  kind: 'comment',
  author: { kind: 'agent', agentId },
  at: context.at,
  ...entryBody(body),
  command,
});

/** The fields of a ticket that a decision changes; what is left out stays, null takes the value away. */
export type Patch = {
  readonly [
    K in Exclude<
      keyof Ticket,
      'serviceId' | 'number' | 'version' | 'createdAt' | 'activityAt' | 'unreadReply' | 'lastEntry' | 'otherEntry'
    >
  ]?: Ticket[K] | null;
};

/** What is taken away from a resolved ticket once it is worked on again. */
export const CLEARED_ON_REOPEN = {
  resolvedAt: null,
  resolvedBy: null,
  internalReason: null,
  duplicateOf: null,
  beforeSpam: null,
} as const satisfies Patch;

const patched = (ticket: Ticket, patch: Patch): Ticket =>
  Object.fromEntries(
    Object.entries({ ...ticket, ...patch }).filter(([, value]) => value !== undefined && value !== null),
  ) as Ticket;

type Written = {
  readonly entry?: Entry;
  /** The entry is placed by when it was received, which may be before other entries. */
  readonly isOrderedByReceipt?: boolean;
  readonly mailId?: string;
  readonly reason?: string;
  readonly automation?: AutomatedBy;
};

/** A ticket waits for an agent of its group until it is somebody's, elsewhere or closed. */
const endOfWait = ({ waiting, status, groupId }: Ticket, patch: Patch): Patch => {
  const stays = (patch.status ?? status) === status && (patch.groupId === undefined || patch.groupId === groupId);
  return waiting === undefined || patch.waiting !== undefined || stays ? {} : { waiting: null };
};

const authorOf = ({ author }: Entry): string => (author.kind === 'agent' ? author.agentId : author.kind);

const newestEntries = (
  ticket: Ticket,
  entry: Entry,
  isOrderedByReceipt: boolean,
): Pick<Ticket, 'lastEntry' | 'otherEntry' | 'snippet'> => {
  const by = authorOf(entry);
  const { lastEntry, otherEntry } = ticket;
  const other = lastEntry === undefined || lastEntry.by === by ? otherEntry : lastEntry;
  const newest = newestEntryId(ticket);
  const after = isOrderedByReceipt && newest !== undefined && entry.id < newest ? { after: newest } : {};
  const snippet = 'after' in after ? ticket.snippet : snippetOf(entry);
  return {
    lastEntry: { id: entry.id, by, ...after },
    ...(other === undefined ? {} : { otherEntry: other }),
    ...(snippet === undefined ? {} : { snippet }),
  };
};

/** Makes the ticket's next version and its fact. Every command changes a ticket through this function. */
export const advance = (
  ticket: Ticket,
  type: TicketFactType,
  actor: FactActor,
  context: DecisionContext,
  patch: Patch = {},
  { entry, isOrderedByReceipt = false, mailId, reason, automation }: Written = {},
): { readonly ticket: Ticket; readonly fact: Fact } => {
  const { activity, unreadReply } = FACTS[type];
  const next: Ticket = {
    // What the newest entry says stands for no other one.
    ...patched(ticket, { ...patch, ...endOfWait(ticket, patch), ...(entry === undefined ? {} : { snippet: null }) }),
    version: ticket.version + 1,
    activityAt: activity ? context.at : ticket.activityAt,
    unreadReply: unreadReply === 'same' ? ticket.unreadReply : unreadReply,
    ...(entry === undefined ? {} : newestEntries(ticket, entry, isOrderedByReceipt)),
  };
  return {
    ticket: next,
    fact: factOn(next, {
      id: context.factId,
      type,
      at: context.at,
      actor,
      changes: changesBetween(ticket, next),
      ...(entry === undefined ? {} : { entryId: entry.id }),
      ...(mailId === undefined ? {} : { mailId }),
      ...(reason === undefined ? {} : { reason }),
      ...(automation === undefined ? {} : { automation }),
      correlationId: context.correlationId,
    }),
  };
};

/**
 * Facts whose entry is a message of the customer. An entry is also written when it is masked, which makes nobody a
 * participant.
 */
const CUSTOMER_MESSAGE_FACTS: readonly FactType[] = ['ticket_created', 'customer_replied'];

/**
 * Addresses that may continue the ticket from now on and are to be kept for it: the writer of the new entry and those
 * who got a copy. Each once. Who began the ticket is not kept: they stand at the beginning of its history.
 */
export const newParticipants = ({ fact, entry }: Pick<Decision, 'fact' | 'entry'>): readonly string[] => {
  if (entry === undefined || !CUSTOMER_MESSAGE_FACTS.includes(fact.type)) return [];
  const { author, mailHeader } = entry;
  const writer = author.kind === 'customer' && author.email !== undefined ? [normalizeEmail(author.email)] : [];
  const addresses = new Set([...writer, ...(mailHeader === undefined ? [] : addressesToContinue(mailHeader))]);
  if (fact.type === 'ticket_created') for (const address of writer) addresses.delete(address);
  return [...addresses];
};
