import type { TicketFields } from '../desk/field-value.ts';
import type { MailHeader } from '../mail/mail-header.ts';
import type { OutgoingMail } from '../mail/outgoing-mail.ts';
import type { Attachment, Entry, EntryCommand } from './entry.ts';
import type { Fact, FactContext } from './facts.ts';
import type { Ticket } from './ticket.ts';

/** What a decision needs from outside: the time and new ids. One that it has no use for stays unused. */
export type DecisionContext = FactContext & { readonly entryId: string; readonly mailId: string };

/** What somebody said, sanitized: the body of the entry that a decision writes. */
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
 * All that follows from one command: the new state, the fact that tells of it, and what has to be written with them.
 */
export type Decision = {
  readonly ticket: Ticket;
  readonly fact: Fact;
  readonly entry?: Entry;
  readonly mail?: OutgoingMail;
  /** What masks hide of its entry: kept sealed from now on, or null once nothing is hidden any more. */
  readonly original?: { readonly entryId: string; readonly sealed: string | null };
  /** All values of the service's own fields as they are afterwards; absent: as they were. */
  readonly fields?: TicketFields;
  /** The ticket is taken away with it: only the fact stays. */
  readonly gone?: true;
};

/** An entry's body out of what was said. */
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

/** What an agent says among agents, as an entry; `command` is what he said it with. */
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
