import type { InternalReason } from './internal-reason.ts';
import type { TicketStatus } from './status.ts';

export const CHANNELS = ['email', 'chat', 'phone', 'web', 'api', 'created'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const LANGUAGES = ['ko', 'en', 'ja', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];
/** The language of a ticket: one of the desk's, or another one, e.g. Arabic; answers to that use the English layout. */
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

/** An entry and its author: an agent's id, `customer` or `system`. */
export type LastEntry = {
  readonly id: string;
  readonly by: 'customer' | 'system' | (string & {});
  /** Of an entry that was placed before others (a mail that was read late): the last entry at that time. */
  readonly after?: string;
};

/**
 * Whether a reader whose newest entry is `seen` has seen this one too. An entry that came late is seen by those who saw
 * it, or an entry written after it.
 */
export const hasSeen = (seen: string, { id, after }: LastEntry): boolean =>
  seen === id || (after === undefined ? seen > id : seen > after);

/** One inquiry. Its texts are entries, rows of their own, so that a change of the ticket costs one write unit. */
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
  /** The customer's record, which may have been merged into another since. */
  readonly customerId?: string;
  /** The service's address that the customer wrote to: answers are sent from it. */
  readonly serviceAddress?: string;
  readonly assigneeId?: string;
  readonly groupId?: string;
  /** Its inquiry type, a category of the service. */
  readonly inquiryTypeId?: string;
  /** Its processing type, a category of the service. */
  readonly processingTypeId?: string;
  /** At most TAGS_LIMIT, each at most TAG_LENGTH characters, in the order of their characters, none twice. */
  readonly tags: readonly string[];
  /** The agent who made it by hand. */
  readonly createdBy?: string;
  readonly createdAt: string;
  /** When it was created, got a message, was answered, assigned or changed status last: the order of the lists. */
  readonly activityAt: string;
  readonly resolvedAt?: string;
  readonly resolvedBy?: string;
  readonly completedAt?: string;
  /** Why it was resolved internally; absent when it was resolved by an answer. */
  readonly internalReason?: InternalReason;
  /** The ticket that a duplicate repeats. */
  readonly duplicateOf?: number;
  /** The status and the assignee that Restore gives back to spam. */
  readonly beforeSpam?: { readonly status: TicketStatus; readonly assigneeId?: string };
  /** The last escalation, until it is withdrawn. */
  readonly transfer?: TransferKind;
  /** The id of the last escalation to an issue service, until it is withdrawn. */
  readonly transferId?: string;
  /** An escalation that was ordered and is not done yet. */
  readonly transferring?: string;
  /** The ticket that an issue ticket was transferred from; `withdrawnAt`: since when nobody waits for it there. */
  readonly origin?: {
    readonly serviceId: string;
    readonly number: number;
    readonly escalationId?: string;
    readonly withdrawnAt?: string;
  };
  /** The customer replied, and nobody has answered, commented or kept since, nor has the assignee read it. */
  readonly unreadReply: boolean;
  /** The customer's first message that was not answered since; what is resolved internally waits for no answer. */
  readonly waitingSince?: string;
  /** The beginning of the newest entry as it is shown, masks included; absent when that says nothing. */
  readonly snippet?: string;
  /** The newest entry of the history: an answer that was begun before it may have missed something. */
  readonly lastEntry?: LastEntry;
  /** The newest entry by another author than that of `lastEntry`. */
  readonly otherEntry?: LastEntry;
  /** The completed ticket that this one follows. */
  readonly followsNumber?: number;
  /**
   * It waits for an agent of its group, whom the desk will choose: by which placement, and since when (ISO 8601).
   * Whatever takes the ticket out of the group or gives it to somebody ends that.
   */
  readonly waiting?: { readonly id: string; readonly since: string };
  /** A machine or a mailing list wrote the customer's newest message: no automatic mail answers it. */
  readonly writtenByMachine?: true;
};

/** `#1024` */
export const ticketLabel = (number: number): string => `#${number}`;

export const TITLE_LIMIT = 255;
export const TAGS_LIMIT = 20;
export const TAG_LENGTH = 40;

/** Spam is in its own list and figure alone. */
export const isSpam = (ticket: Pick<Ticket, 'internalReason'>): boolean => ticket.internalReason === 'spam';

/** The menu lists (product.md §3). */
export const MENU_LISTS = [
  'my_processing',
  'my_pending',
  'my_resolved',
  'my_completed',
  'all',
  'all_unassigned',
  'all_in_group',
  'all_transferred',
  'spam',
] as const;
export type MenuList = (typeof MENU_LISTS)[number];

/** Statuses of the lists of one agent's own tickets. */
export const MY_LISTS = {
  my_processing: 'processing',
  my_pending: 'pending',
  my_resolved: 'resolved',
  my_completed: 'completed',
} as const satisfies Partial<Record<MenuList, TicketStatus>>;

/**
 * Lists that are not an agent's or a group's own; a ticket is in one of them at most. `resolved` is read by auto-
 * completion.
 */
export const PLACES = ['unassigned', 'issue', 'dooray', 'spam', 'resolved'] as const;
export type Place = (typeof PLACES)[number];

const PLACE_OF: Readonly<Partial<Record<TicketStatus, Place>>> = {
  unassigned: 'unassigned',
  transferred: 'issue',
  transfer_completed: 'issue',
  dooray_transferred: 'dooray',
  dooray_in_progress: 'dooray',
  dooray_resolved: 'dooray',
  resolved: 'resolved',
};

/** The place of a ticket, if it is in one. */
export const placeOf = (ticket: Pick<Ticket, 'status' | 'internalReason'>): Place | undefined =>
  isSpam(ticket) ? 'spam' : PLACE_OF[ticket.status];
