import type { MailWait, OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import type { AnswerMail } from '../../domain/mail/answer-mail.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { LayoutKind, MailLayout } from '../../domain/mail/mail-layout.ts';
import type { DomainTokens } from '../../domain/mail/sender-domain.ts';

export type MailAddress = { readonly serviceId: string; readonly number: number; readonly mailId: string };

export type MailRepository = {
  /** Consistent read. */
  find(address: MailAddress): Promise<OutgoingMail | undefined>;
  findMany(serviceId: string, number: number, mailIds: readonly string[]): Promise<readonly OutgoingMail[]>;
  /** All mails of a ticket, oldest first. Consistent read. */
  list(serviceId: string, number: number): Promise<readonly OutgoingMail[]>;
  /**
   * Stores the mail's next state, if the stored one still has the `expected` status, attempts, outcome (absent: none)
   * and round. In the same transaction: its fact, and once SES has assigned a Message-ID, the pointer by which the
   * customer's reply finds its ticket. Returns false otherwise.
   */
  save(
    mail: OutgoingMail,
    expected: Pick<OutgoingMail, 'status' | 'attempts' | 'outcome' | 'round'>,
    fact?: Fact,
  ): Promise<boolean>;
};

/** Received mails in raw form. */
export type RawMailStore = { read(key: string): Promise<Uint8Array> };

/** Files of entries. Callers make the keys and never reuse one. */
export type AttachmentStore = {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  read(key: string): Promise<Uint8Array>;
  /**
   * A presigned URL, valid for 15 minutes, that downloads the file under this name and type; HTML is never shown
   * inline.
   */
  downloadUrl(file: Pick<Attachment, 'key' | 'name' | 'type'>): Promise<string>;
};

/**
 * Signs the reference in reply addresses: `support+1024-{mac}@…`. The MAC covers service and number. It is base32 in
 * lower case and stays valid when mail servers change case.
 */
export type ReplyReference = {
  sign(serviceId: string, number: number): Promise<string>;
  verify(serviceId: string, number: number, mac: string): Promise<boolean>;
};

export type Mailer = {
  /**
   * Sends one MIME message to SES. `accepted` has SES's id; `refused`: the same mail will never be accepted; `held`: a
   * limit of the account, which passes by itself or when an operator lifts it; `busy`: not accepted for another reason.
   * Any other result is thrown: it is unknown whether the mail was sent.
   */
  send(message: {
    readonly raw: Uint8Array;
    readonly from: string;
    readonly to: readonly string[];
    readonly tags: Readonly<Record<string, string>>;
  }): Promise<
    | { readonly kind: 'accepted'; readonly sesMessageId: string }
    | { readonly kind: 'refused'; readonly reason: string }
    | { readonly kind: 'held'; readonly by: Exclude<MailWait, 'earlier_answer'>; readonly reason: string }
    | { readonly kind: 'busy'; readonly reason: string }
  >;
};

/** Makes MIME of an answer: text and HTML alternatives; `data:` pictures become inline parts. */
export type MailComposer = { compose(answer: AnswerMail): Promise<Uint8Array> };

/** Makes mails and sends them. */
export type MailPost = MailComposer & Mailer;

/** Counts the mails that agents send to themselves. */
export type TestMailCounts = {
  /** Counts one more. Gives the seconds after which it may be tried again when there were too many. */
  take(agentId: string, now: Date): Promise<number | undefined>;
};

export type MailParser = {
  /** Reads raw mail, also malformed mail as far as possible. Rejects when reading exceeds its limits or fails. */
  parse(raw: Uint8Array): Promise<ParsedMail>;
  /**
   * The beginning of a mail that can't be read: its header and readable text. Reads a bounded part and never throws.
   */
  parseHead(raw: Uint8Array): ParsedMail;
};

/** Layouts that administrators wrote; where there is none, the built-in one applies. */
export type MailLayoutRepository = {
  /** All layouts of a service, at most one for each kind and language. Consistent read. */
  list(serviceId: string): Promise<readonly MailLayout[]>;
  find(serviceId: string, kind: LayoutKind, language: string): Promise<MailLayout | undefined>;
  /**
   * Writes the layout with its fact, if the stored one has the version of `before` (absent: must not exist). Returns
   * false otherwise.
   */
  save(layout: MailLayout, before: MailLayout | undefined, fact: DeskFact): Promise<boolean>;
  /** Deletes the layout with its fact, if it has this version. Returns false otherwise. */
  remove(layout: MailLayout, fact: DeskFact): Promise<boolean>;
};

/** Whether the organization may send from an address. `unknown`: verification was never requested. */
export const SENDER_STATES = ['verified', 'pending', 'failed', 'unknown'] as const;
export type SenderState = (typeof SENDER_STATES)[number];

/** A domain as SES knows it. */
export type DomainIdentity = DomainTokens & {
  /** Whether mail can be sent from every address of it. */
  readonly state: SenderState;
  /** Whether its mails are signed with DKIM; `unknown` where nobody asked for that. */
  readonly signing: SenderState;
  /** The domain above it, or the stage's own, that is verified in its place. */
  readonly verifiedBy?: string;
};

/** Sender addresses as SES knows them. An address is verified when its domain or a parent domain is. */
export type SenderIdentities = {
  /** The state of each given address; addresses are in lower case. */
  states(addresses: readonly string[]): Promise<ReadonlyMap<string, SenderState>>;
  /** What SES knows of each given domain; domains are in lower case. SES is not asked for the stage's own. */
  domains(domains: readonly string[]): Promise<ReadonlyMap<string, DomainIdentity>>;
  /** Sends a mail with a verification link to the address. */
  verify(address: string): Promise<void>;
  /** Has SES look for a domain's DNS records, for three days. Twice is as once: the records stay the same. */
  verifyDomain(domain: string): Promise<void>;
  /**
   * Stops SES from sending bounces and complaints about mails of these addresses or domains to their senders: it tells
   * of them by events. An address for which SES keeps no settings of its own, since its domain is verified, has those
   * of its domain.
   */
  stopFeedbackMails(addresses: readonly string[]): Promise<void>;
};

/** The receipt rule set by which SES receives mail: an account has one active in a region, or none. */
export type ActiveRuleSet = {
  /** Its name; undefined when none is active. */
  find(): Promise<string | undefined>;
  activate(name: string): Promise<void>;
  /** From now on SES refuses every mail to this account and region. */
  clear(): Promise<void>;
};
