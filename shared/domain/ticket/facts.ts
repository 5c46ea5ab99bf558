import type { TicketStatus } from './status.ts';
import { isSpam, type Ticket } from './ticket.ts';

/**
 * What can happen to a ticket. One command or one mail leaves one fact: a line of the event log and, published, an
 * event.
 */
export const FACT_TYPES = [
  'ticket_created',
  'ticket_kept',
  'ticket_forwarded',
  'ticket_unassigned',
  'ticket_given_back',
  'ticket_commented',
  'ticket_edited',
  'ticket_resolved',
  'ticket_pended',
  'ticket_resolved_internally',
  'ticket_completed',
  'ticket_restored',
  'ticket_deleted',
  'customer_replied',
  'ticket_transferred',
  'transfer_moved',
  'transfer_withdrawn',
  'mail_sent',
  'mail_delivered',
  'mail_bounced',
  'mail_complained',
  'mail_failed',
  'mail_delayed',
  'mail_requeued',
  'call_reserved',
  'call_changed',
  'call_done',
  'call_cancelled',
  'call_due',
  'entry_masked',
  'entry_unmasked',
  'masked_viewed',
  'attachment_removed',
  'field_viewed',
] as const;
export type FactType = (typeof FACT_TYPES)[number];

export type FactActor =
  { readonly kind: 'agent'; readonly id: string } | { readonly kind: 'customer' } | { readonly kind: 'system' };

/** What the event log tells before and after of. */
export const TRACKED_FIELDS = [
  'status',
  'assignee',
  'group',
  'title',
  'priority',
  'language',
  'inquiryType',
  'processingType',
  'tags',
  'customer',
  'customerName',
  'customerEmail',
  'customerPhone',
  'internalReason',
  'duplicateOf',
  'transfer',
  'callAt',
  'callOwner',
  'callPhone',
] as const;
export type TrackedField = (typeof TRACKED_FIELDS)[number];

/** Fields whose values may leave the desk in an event; of the others an event tells the name alone. */
export const PUBLIC_FIELDS = [
  'status',
  'assignee',
  'group',
  'priority',
  'language',
  'inquiryType',
  'processingType',
  'internalReason',
  'duplicateOf',
  'transfer',
  'callAt',
  'callOwner',
] as const satisfies readonly TrackedField[];

/** A value before and after; absent means there was or is none. */
export type Change = { readonly before?: string; readonly after?: string };

/** What happened to a field of the service's own; of an encrypted one only that it changed. */
export type FieldChange = Change & { readonly encrypted?: true };

/** When something happened, the id of the fact that tells of it, and what ties it to its request. `at` is ISO 8601. */
export type FactContext = { readonly at: string; readonly factId: string; readonly correlationId: string };

export type Fact = {
  /** Sortable by time; also the id of the published event. */
  readonly id: string;
  readonly type: FactType;
  readonly serviceId: string;
  readonly number: number;
  /**
   * The ticket's version that this fact made (for facts of mails and calls, and of what was looked at: that it found).
   */
  readonly version: number;
  readonly at: string;
  readonly actor: FactActor;
  /** The status after it. */
  readonly status: TicketStatus;
  readonly assigneeId?: string;
  readonly groupId?: string;
  /** It stands in the Spam list after it, and in no other. */
  readonly spam?: true;
  readonly changes: Readonly<Partial<Record<TrackedField, Change>>>;
  /** Fields of the service's own that changed, by their codes. */
  readonly fieldChanges?: Readonly<Record<string, FieldChange>>;
  /** The code of the encrypted field that was looked at. */
  readonly fieldCode?: string;
  readonly entryId?: string;
  /** The mail that this fact asks to send, or speaks of. */
  readonly mailId?: string;
  /** Of a mail that is sent again: the how-manieth time, 2 for the first. */
  readonly round?: number;
  /** The reserved call that this fact speaks of. */
  readonly callId?: string;
  /**
   * The masks of the entry that this fact speaks of: where they lie in its text content as it was written, never what
   * they hide.
   */
  readonly masks?: readonly { readonly id: string; readonly start: number; readonly end: number }[];
  /** The removed file of the entry. */
  readonly attachmentId?: string;
  /** Why, in words that hold no customer's text: a bounce's diagnostic, an SES refusal. */
  readonly reason?: string;
  /** Ties together all that came of one request or mail. */
  readonly correlationId: string;
};

/** What a fact says beside where its ticket stands. */
export type FactDetails = Omit<Fact, 'serviceId' | 'number' | 'version' | 'status' | 'assigneeId' | 'groupId' | 'spam'>;

/** A line of a ticket's log: these details, and where the ticket stands with them. */
export const factOn = (ticket: Ticket, details: FactDetails): Fact => ({
  ...details,
  serviceId: ticket.serviceId,
  number: ticket.number,
  version: ticket.version,
  status: ticket.status,
  ...(ticket.assigneeId === undefined ? {} : { assigneeId: ticket.assigneeId }),
  ...(ticket.groupId === undefined ? {} : { groupId: ticket.groupId }),
  ...(isSpam(ticket) ? { spam: true as const } : {}),
});

/**
 * Tells who looked at something hidden. Like a fact of a mail or a call it changes nothing of the ticket, and has the
 * version that the ticket has.
 */
export const viewedFact = (
  type: Extract<FactType, `${string}_viewed`>,
  ticket: Ticket,
  agentId: string,
  { at, factId, correlationId }: FactContext,
  viewed: Partial<Pick<Fact, 'entryId' | 'masks' | 'fieldCode'>> = {},
): Fact =>
  factOn(ticket, {
    id: factId,
    type,
    at,
    actor: { kind: 'agent', id: agentId },
    changes: {},
    ...viewed,
    correlationId,
  });
