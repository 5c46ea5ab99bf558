import type { TicketStatus } from './status.ts';
import { isSpam, type Ticket } from './ticket.ts';

/**
 * What can happen to a ticket. One command or one mail makes one fact: a line of the event log and, when it is
 * published, an event.
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

/** Fields whose values before and after are in the event log. */
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

/** Fields whose values may be in published events; of the others an event has the name alone. */
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

/** The change of one of the service's own fields; of an encrypted one only that it changed. */
export type FieldChange = Change & { readonly encrypted?: true };

/** The time of a fact (ISO 8601), its id, and what ties it to its request. */
export type FactContext = { readonly at: string; readonly factId: string; readonly correlationId: string };

export type Fact = {
  /** Sortable by time; also the id of the published event. */
  readonly id: string;
  readonly type: FactType;
  readonly serviceId: string;
  readonly number: number;
  /**
   * The version of the ticket that this fact made. A fact of a mail, of a call or of who looked at something makes
   * none, and has the ticket's version.
   */
  readonly version: number;
  readonly at: string;
  readonly actor: FactActor;
  /** The status after it. */
  readonly status: TicketStatus;
  readonly assigneeId?: string;
  readonly groupId?: string;
  /** The ticket is in the Spam list after it. */
  readonly spam?: true;
  readonly changes: Readonly<Partial<Record<TrackedField, Change>>>;
  /** Changes of the service's own fields, by their codes. */
  readonly fieldChanges?: Readonly<Record<string, FieldChange>>;
  /** The code of the encrypted field that was looked at. */
  readonly fieldCode?: string;
  readonly entryId?: string;
  /** The mail that this fact has sent, or is about. */
  readonly mailId?: string;
  /** Of a mail that is sent again: its round, 2 for the first time. */
  readonly round?: number;
  /** The reserved call that this fact is about. */
  readonly callId?: string;
  /** The masks that this fact is about: their places in the original text of the entry, not what they hide. */
  readonly masks?: readonly { readonly id: string; readonly start: number; readonly end: number }[];
  /** The removed file of the entry. */
  readonly attachmentId?: string;
  /** The reason, without any text of a customer: a bounce's diagnostic, an SES refusal. */
  readonly reason?: string;
  /** The same for everything that one request or mail caused. */
  readonly correlationId: string;
};

/** A fact without what it takes over from the ticket. */
export type FactDetails = Omit<Fact, 'serviceId' | 'number' | 'version' | 'status' | 'assigneeId' | 'groupId' | 'spam'>;

/** Makes a line of a ticket's log: the details, and the ticket's number, version, status, assignee and group. */
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

/** A fact that says who looked at something hidden. The ticket and its version don't change. */
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
