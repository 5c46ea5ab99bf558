import type { TicketFields } from '../desk/field-value.ts';
import type { MailHeader } from '../mail/mail-header.ts';
import type { OutgoingMail } from '../mail/outgoing-mail.ts';
import type { Attachment, Entry, EntryCommand } from './entry.ts';
import type { Fact } from './facts.ts';
import type { Ticket } from './ticket.ts';

/** Time and identity of one decision, given from outside. Ids that a decision has no use for are simply not used. */
export type Moment = {
  readonly at: string;
  readonly factId: string;
  readonly entryId: string;
  readonly mailId: string;
  readonly correlationId: string;
};

/** What somebody said, sanitized: the body of the entry that a decision writes. */
export type Said = {
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
export const bodyOf = (
  said: Said,
): Pick<Entry, 'html' | 'text' | 'attachments' | 'wholeKey' | 'messageId' | 'mailHeader'> => ({
  html: said.html,
  text: said.text,
  attachments: said.attachments ?? [],
  ...(said.wholeKey === undefined ? {} : { wholeKey: said.wholeKey }),
  ...(said.messageId === undefined ? {} : { messageId: said.messageId }),
  ...(said.mailHeader === undefined ? {} : { mailHeader: said.mailHeader }),
});

export const isSilent = (said: Said): boolean => said.text.trim() === '';

/** What an agent says among agents, as an entry; `command` is what he said it with. */
export const noteOf = (agentId: string, said: Said, command: EntryCommand, moment: Moment): Entry => ({
  id: moment.entryId,
  kind: 'comment',
  author: { kind: 'agent', agentId },
  at: moment.at,
  ...bodyOf(said),
  command,
});
