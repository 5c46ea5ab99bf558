import type { AutomatedBy } from '../trigger/chain.ts';
import type { TriggerRef } from './entry.ts';
import type { TicketStatus } from './status.ts';
import { isSpam, type Ticket } from './ticket.ts';

/** What a fact changes of its ticket beside what its decision says. */
type Effect = {
  /** Moves the ticket to the top of its lists. */
  readonly activity: boolean;
  /** Whether a reply of the customer is unread afterwards; `same`: as before. */
  readonly unreadReply: boolean | 'same';
};

/**
 * What can happen to a ticket. One command or one mail makes one fact: a line of the event log and, when it is
 * published, an event. A fact with an effect makes a new version of its ticket; null: it is only a line of the log.
 */
export const FACTS = {
  ticket_created: { activity: true, unreadReply: false },
  ticket_kept: { activity: true, unreadReply: false },
  ticket_forwarded: { activity: true, unreadReply: 'same' },
  ticket_unassigned: { activity: true, unreadReply: 'same' },
  ticket_given_back: { activity: true, unreadReply: 'same' },
  ticket_assigned: { activity: true, unreadReply: 'same' },
  ticket_commented: { activity: false, unreadReply: false },
  ticket_edited: { activity: false, unreadReply: 'same' },
  ticket_resolved: { activity: true, unreadReply: false },
  ticket_pended: { activity: true, unreadReply: false },
  answer_taken_back: { activity: false, unreadReply: 'same' },
  ticket_resolved_internally: { activity: true, unreadReply: false },
  ticket_completed: { activity: true, unreadReply: 'same' },
  ticket_restored: { activity: true, unreadReply: 'same' },
  ticket_deleted: { activity: false, unreadReply: 'same' },
  customer_replied: { activity: true, unreadReply: true },
  transfer_ordered: { activity: true, unreadReply: false },
  transfer_failed: { activity: true, unreadReply: 'same' },
  ticket_transferred: { activity: true, unreadReply: 'same' },
  transfer_moved: { activity: true, unreadReply: 'same' },
  transfer_withdrawn: { activity: true, unreadReply: 'same' },
  origin_withdrew: { activity: true, unreadReply: 'same' },
  mail_sent: null,
  mail_delivered: null,
  mail_bounced: null,
  mail_complained: null,
  mail_failed: null,
  mail_delayed: null,
  mail_requeued: null,
  call_reserved: null,
  call_changed: null,
  call_done: null,
  call_cancelled: null,
  call_due: null,
  entry_masked: { activity: false, unreadReply: 'same' },
  entry_unmasked: { activity: false, unreadReply: 'same' },
  masked_viewed: null,
  attachment_removed: { activity: false, unreadReply: 'same' },
  field_viewed: null,
  ticket_automated: { activity: false, unreadReply: 'same' },
  mail_ordered: null,
  outward_ordered: null,
  outward_failed: null,
} as const satisfies Readonly<Record<string, Effect | null>>;
export type FactType = keyof typeof FACTS;
export const FACT_TYPES = Object.keys(FACTS) as readonly FactType[];
/** Facts that make a new version of their ticket. */
export type TicketFactType = { [T in FactType]: (typeof FACTS)[T] extends null ? never : T }[FactType];

export type FactActor =
  { readonly kind: 'agent'; readonly id: string } | { readonly kind: 'customer' } | { readonly kind: 'system' };

type AuditedField = {
  /** The values may be in published events; of the others an event has the name alone. */
  readonly isPublic: boolean;
  /** The value of a ticket, as the log shows it; fields of calls have none here. */
  readonly of?: (ticket: Ticket) => string | undefined;
};

/** Fields whose values before and after are in the event log. */
const AUDITED_FIELDS = {
  status: { isPublic: true, of: ({ status }) => status },
  assignee: { isPublic: true, of: ({ assigneeId }) => assigneeId },
  group: { isPublic: true, of: ({ groupId }) => groupId },
  title: { isPublic: false, of: ({ title }) => title },
  priority: { isPublic: true, of: ({ priority }) => priority },
  language: { isPublic: true, of: ({ language }) => language },
  inquiryType: { isPublic: true, of: ({ inquiryTypeId }) => inquiryTypeId },
  processingType: { isPublic: true, of: ({ processingTypeId }) => processingTypeId },
  tags: { isPublic: false, of: ({ tags }) => (tags.length === 0 ? undefined : tags.join(', ')) },
  customer: { isPublic: false, of: ({ customerId }) => customerId },
  customerName: { isPublic: false, of: ({ customer }) => customer.name },
  customerEmail: { isPublic: false, of: ({ customer }) => customer.email },
  customerPhone: { isPublic: false, of: ({ customer }) => customer.phone },
  internalReason: { isPublic: true, of: ({ internalReason }) => internalReason },
  duplicateOf: { isPublic: true, of: ({ duplicateOf }) => duplicateOf?.toString() },
  transfer: { isPublic: true, of: ({ transfer }) => transfer },
  callAt: { isPublic: true },
  callOwner: { isPublic: true },
  callPhone: { isPublic: false },
} as const satisfies Readonly<Record<string, AuditedField>>;
export type TrackedField = keyof typeof AUDITED_FIELDS;
type PublicField = {
  [F in TrackedField]: (typeof AUDITED_FIELDS)[F]['isPublic'] extends true ? F : never;
}[TrackedField];
export const TRACKED_FIELDS = Object.keys(AUDITED_FIELDS) as readonly TrackedField[];
export const PUBLIC_FIELDS = TRACKED_FIELDS.filter((field): field is PublicField => AUDITED_FIELDS[field].isPublic);

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
  /** The ticket of another service that the ticket was transferred from. */
  readonly origin?: { readonly serviceId: string; readonly number: number };
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
  /** Of what triggers did: which, and in which chain. */
  readonly automation?: AutomatedBy;
  /** The URL call or messenger notice that this fact is about. */
  readonly outwardId?: string;
  /** The trigger that ordered the mail, the call or the notice. */
  readonly trigger?: TriggerRef;
  /** The same for everything that one request or mail caused. */
  readonly correlationId: string;
};

/** The reason of a ticket that was completed by itself. */
export const autoCompleteReason = (days: number): string => `resolved for ${days} days`;

/** After how many days a ticket was completed by itself, from its fact's reason; undefined for any other reason. */
export const daysOfAutoComplete = (reason: string): number | undefined => {
  const days = Number(/^resolved for (\d+) days$/.exec(reason)?.[1]);
  return Number.isNaN(days) ? undefined : days;
};

/** A fact without what it takes over from the ticket. */
export type FactDetails = Omit<
  Fact,
  'serviceId' | 'number' | 'version' | 'status' | 'assigneeId' | 'groupId' | 'spam' | 'origin'
>;

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
  ...(ticket.origin === undefined
    ? {}
    : { origin: { serviceId: ticket.origin.serviceId, number: ticket.origin.number } }),
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

/** The differences between two states of a ticket, as the log shows them. */
export const changesBetween = (before: Ticket | undefined, after: Ticket): Fact['changes'] =>
  Object.fromEntries(
    TRACKED_FIELDS.flatMap((field): [TrackedField, Change][] => {
      const audited: AuditedField = AUDITED_FIELDS[field];
      if (audited.of === undefined) return [];
      const [was, is] = [before && audited.of(before), audited.of(after)];
      return was === is
        ? []
        : [[field, { ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }]];
    }),
  );
