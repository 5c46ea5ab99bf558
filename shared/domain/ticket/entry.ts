import type { MailHeader } from '../mail/mail-header.ts';
import type { AutomatedBy } from '../trigger/chain.ts';
import type { Masking } from '../masking/mask-entry.ts';
import type { MailRecipientKind } from '../trigger/mail-recipient.ts';

export const ENTRY_KINDS = ['customer_message', 'agent_reply', 'comment', 'trigger_mail', 'transfer_note'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** A file of an entry; its bytes lie in the attachments bucket under `key`. */
export type Attachment = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** The Content-ID by which the text shows the file (`cid:` in the HTML). */
  readonly contentId?: string;
};

/** A file that was removed from the history. Its name is removed too, since it may name a person. */
export type RemovedAttachment = Pick<Attachment, 'id' | 'type' | 'size'> & { readonly by: string; readonly at: string };

/** Commands that leave a text in the history. */
export const ENTRY_COMMANDS = ['resolve', 'pend', 'comment', 'forward', 'resolve_internally', 'escalate'] as const;
export type EntryCommand = (typeof ENTRY_COMMANDS)[number];

export type EntryAuthor =
  | { readonly kind: 'customer'; readonly name?: string; readonly email?: string }
  | { readonly kind: 'agent'; readonly agentId: string }
  | { readonly kind: 'system' };

/** A trigger as what it did names it: with the name that it had then. */
export type TriggerRef = { readonly triggerId: string; readonly name: string };

/** Whom a mail of a trigger is to, and its subject. */
export type MailedTo = {
  readonly kind: MailRecipientKind;
  /** Normalized, at least one. */
  readonly addresses: readonly string[];
  readonly subject: string;
};

/** One item of the consultation processing history. */
export type Entry = {
  /** Sortable by time. */
  readonly id: string;
  readonly kind: EntryKind;
  readonly author: EntryAuthor;
  readonly at: string;
  /** When the customer wrote the mail, by its own date, where that can be true; `at` is when we received it. */
  readonly writtenAt?: string;
  /** Sanitized HTML; images of the mail itself stand as `cid:` addresses of an attachment. */
  readonly html: string;
  /** The same as plain text. */
  readonly text: string;
  /**
   * Key of the whole text in the attachments bucket, when it was too long for a row; `html` and `text` are then its
   * beginning.
   */
  readonly wholeKey?: string;
  readonly attachments: readonly Attachment[];
  /** Files that were removed, and by whom. */
  readonly removed?: readonly RemovedAttachment[];
  /** Where it is masked; `html`, `text` and the whole text then have the masks. */
  readonly masking?: Masking;
  /** The mail that carries an agent's reply. */
  readonly mailId?: string;
  /** Message-ID of the customer's mail, without angle brackets: what an answer refers to. */
  readonly messageId?: string;
  /** The customer's mail: its own subject, and the people that it names. */
  readonly mailHeader?: MailHeader;
  /** The triggers that wrote it, in their order; absent for what people wrote. */
  readonly automatedBy?: AutomatedBy['triggers'];
  /** Which command wrote it. */
  readonly command?: EntryCommand;
  /** Of a mail of a trigger. */
  readonly mailedTo?: MailedTo;
};
