import type { InternalReason } from './internal-reason.ts';
import type { TicketStatus } from './status.ts';

export const CHANNELS = ['email', 'chat', 'phone', 'web', 'api', 'created'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const LANGUAGES = ['ko', 'en', 'ja', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];
/**
 * What a ticket may be written in: one of the desk's languages, or another one, e.g. Arabic; answers to that go out in
 * the layout of English.
 */
export const TICKET_LANGUAGES = [...LANGUAGES, 'other'] as const;
export type TicketLanguage = (typeof TICKET_LANGUAGES)[number];

export const TRANSFER_KINDS = ['issue', 'dooray'] as const;
/** Where a ticket was escalated to: an Issue Management service or a Dooray! project. */
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** How the customer of one inquiry can be reached; the person behind it is a `CustomerRecord`. */
export type Customer = {
  readonly name?: string;
  /** Lower case. */
  readonly email?: string;
  /** E.164: `+821012345678`. */
  readonly phone?: string;
};

/** An entry and whose it is: an agent's id, `customer` or `system`. */
export type LastEntry = {
  readonly id: string;
  readonly by: 'customer' | 'system' | (string & {});
  /** Of one that lies before others that were there already (a mail that was read late): the last of those. */
  readonly after?: string;
};

/**
 * Has a reader whose newest entry is `seen` seen this one too? One that came late is seen by who saw it, or what was
 * written after it.
 */
export const hasSeen = (seen: string, { id, after }: LastEntry): boolean =>
  seen === id || (after === undefined ? seen > id : seen > after);

/**
 * One inquiry. Small on purpose: what was said stands in entries, so that a change of the ticket costs one write unit.
 */
export type Ticket = {
  readonly serviceId: string;
  /** Counted per service from 1; shown as `#1024`. */
  readonly number: number;
  /** Grows by one with each change. */
  readonly version: number;
  /** At most 255 characters. */
  readonly title: string;
  readonly status: TicketStatus;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly language: TicketLanguage;
  readonly customer: Customer;
  /** The customer's record; may name one that was merged into another since. */
  readonly customerId?: string;
  /** The service's address that the customer wrote to: answers leave from it. */
  readonly serviceAddress?: string;
  readonly assigneeId?: string;
  readonly groupId?: string;
  /** What it is about: an inquiry type of the service. */
  readonly inquiryTypeId?: string;
  /** How it was dealt with: a processing category of the service. */
  readonly processingTypeId?: string;
  /** At most TAGS_LIMIT, each at most TAG_LENGTH characters, in the order of their characters, none twice. */
  readonly tags: readonly string[];
  /** Agent who made it by hand. */
  readonly createdBy?: string;
  readonly createdAt: string;
  /** Of the last creation, message in or out, assignment or change of status: the order of the lists. */
  readonly activityAt: string;
  readonly resolvedAt?: string;
  readonly resolvedBy?: string;
  readonly completedAt?: string;
  /** Why it was resolved internally; absent when it was resolved by an answer. */
  readonly internalReason?: InternalReason;
  /** Of a duplicate: the ticket that it repeats. */
  readonly duplicateOf?: number;
  /** Of spam: what Restore brings back. */
  readonly beforeSpam?: { readonly status: TicketStatus; readonly assigneeId?: string };
  /** The last escalation, until it is withdrawn. */
  readonly transfer?: TransferKind;
  /** Of an issue ticket that came by transfer: where it came from. */
  readonly origin?: { readonly serviceId: string; readonly number: number };
  /** The customer wrote and nobody has answered, commented or kept since. */
  readonly unreadReply: boolean;
  /** The newest entry of the history: an answer written before it may have missed something. */
  readonly lastEntry?: LastEntry;
  /** The newest entry by anybody else than the author of `lastEntry`: news to that one. */
  readonly otherEntry?: LastEntry;
  /** Number of the completed ticket that this one follows. */
  readonly followsNumber?: number;
};

/** `#1024` */
export const ticketLabel = (number: number): string => `#${number}`;

export const TITLE_LIMIT = 255;
export const TAGS_LIMIT = 20;
export const TAG_LENGTH = 40;

/** Spam is out of every list and figure but its own. */
export const isSpam = (ticket: Pick<Ticket, 'internalReason'>): boolean => ticket.internalReason === 'spam';
