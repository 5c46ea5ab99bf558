import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import type { AnswerMail } from '../../domain/mail/answer-mail.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { LayoutKind, MailLayout } from '../../domain/mail/mail-layout.ts';

export type MailAddress = { readonly serviceId: string; readonly number: number; readonly mailId: string };

export type MailRepository = {
  /** Consistent. */
  find(address: MailAddress): Promise<OutgoingMail | undefined>;
  findMany(serviceId: string, number: number, mailIds: readonly string[]): Promise<readonly OutgoingMail[]>;
  /**
   * Stores the mail's next state if the stored one still has `expected` status, attempts, outcome (absent: none) and
   * round; with it the fact that tells of it, and (when SES has given one) the Message-ID pointer by which the
   * customer's reply finds its ticket: one transaction. False when somebody else was first.
   */
  save(
    mail: OutgoingMail,
    expected: Pick<OutgoingMail, 'status' | 'attempts' | 'outcome' | 'round'>,
    fact?: Fact,
  ): Promise<boolean>;
};

/** Raw mail as it was received. */
export type RawMailStore = { read(key: string): Promise<Uint8Array> };

/** Files of entries. Keys are made by the caller and never reused. */
export type AttachmentStore = {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  read(key: string): Promise<Uint8Array>;
  /** A presigned address, valid for 15 minutes, that downloads under this name and type; never shown inline as HTML. */
  downloadUrl(file: Pick<Attachment, 'key' | 'name' | 'type'>): Promise<string>;
};

/**
 * Signs the reference in our reply addresses: `support+1024-{mac}@…`. The mac covers service and number, is base32 in
 * lower case and survives mail servers that change case.
 */
export type ReplyReference = {
  sign(serviceId: string, number: number): Promise<string>;
  verify(serviceId: string, number: number, mac: string): Promise<boolean>;
};

export type Mailer = {
  /**
   * Hands one MIME message to SES. `accepted` gives SES's id; `refused` is SES's definite no (it will never leave as it
   * is);
   * `busy` a definite not-now (throttled). Anything else is thrown: then nobody knows whether it left.
   */
  send(message: {
    readonly raw: Uint8Array;
    readonly from: string;
    readonly to: readonly string[];
    readonly tags: Readonly<Record<string, string>>;
  }): Promise<
    | { readonly kind: 'accepted'; readonly sesMessageId: string }
    | { readonly kind: 'refused'; readonly reason: string }
    | { readonly kind: 'busy'; readonly reason: string }
  >;
};

/** Makes MIME of an answer: text and HTML alternatives, pictures in `data:` addresses as inline parts. */
export type MailComposer = { compose(answer: AnswerMail): Promise<Uint8Array> };

export type MailParser = {
  /**
   * Reads raw mail: broken mail as far as it can be. Rejects when reading takes longer than its limit, or comes to an
   * end that nobody foresaw.
   */
  parse(raw: Uint8Array): Promise<ParsedMail>;
  /**
   * The beginning of a mail that couldn't be read: its header, and of the text what stands there plainly. Looks at a
   * bounded part of it and never throws.
   */
  parseHead(raw: Uint8Array): ParsedMail;
};

/** Layouts that administrators wrote; for what isn't there the built-in one stands. */
export type MailLayoutRepository = {
  /** All of a service: at most one a kind and language. Consistent. */
  list(serviceId: string): Promise<readonly MailLayout[]>;
  find(serviceId: string, kind: LayoutKind, language: string): Promise<MailLayout | undefined>;
  /**
   * Writes it with its fact if the stored one still has the version before (absent: must not exist). False when
   * somebody else was first.
   */
  save(layout: MailLayout, before: MailLayout | undefined, fact: DeskFact): Promise<boolean>;
  /** Deletes it with its fact if it still has this version. False when it has another or is gone. */
  remove(layout: MailLayout, fact: DeskFact): Promise<boolean>;
};

/** Whether the organization may write from an address. `unknown`: nobody asked for it yet. */
export const SENDER_STATES = ['verified', 'pending', 'failed', 'unknown'] as const;
export type SenderState = (typeof SENDER_STATES)[number];

/**
 * Addresses that mail may leave from, as SES knows them. An address of a verified domain, or of one below it, is
 * verified.
 */
export type SenderIdentities = {
  /** Of each address that is asked for, lower case. */
  states(addresses: readonly string[]): Promise<ReadonlyMap<string, SenderState>>;
  /** Has a mail sent to the address, with a link that verifies it. */
  verify(address: string): Promise<void>;
};
