import type { TicketFields } from '../desk/field-value.ts';
import type { MailHeader } from '../mail/mail-header.ts';
import type { OutgoingMail } from '../mail/outgoing-mail.ts';
import type { Attachment, Entry, EntryCommand } from './entry.ts';
import type { Fact, FactContext } from './facts.ts';
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
): Pick<Entry, 'html' | 'text' | 'attachments' | 'wholeKey' | 'messageId' | 'mailHeader'> => ({
  html: body.html,
  text: body.text,
  attachments: body.attachments ?? [],
  ...(body.wholeKey === undefined ? {} : { wholeKey: body.wholeKey }),
  ...(body.messageId === undefined ? {} : { messageId: body.messageId }),
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
