import type { DecisionContext } from './decision.ts';
import type { Entry } from './entry.ts';
import { type Change, type Fact, type FactActor, factOn, type FactType, type TrackedField } from './facts.ts';
import type { Ticket } from './ticket.ts';

/** The fields of a ticket that a decision changes; what is left out stays, null takes the value away. */
export type Patch = {
  readonly [
    K in Exclude<
      keyof Ticket,
      'serviceId' | 'number' | 'version' | 'createdAt' | 'activityAt' | 'unreadReply' | 'lastEntry' | 'otherEntry'
    >
  ]?: Ticket[K] | null;
};

/** What is taken away from a resolved ticket once it is worked on again. */
export const CLEARED_ON_REOPEN = {
  resolvedAt: null,
  resolvedBy: null,
  internalReason: null,
  duplicateOf: null,
  beforeSpam: null,
} as const satisfies Patch;

/**
 * Facts that make a new version of their ticket. Facts of mails, of calls and of who looked at something are only lines
 * of the log.
 */
export type TicketFactType = Exclude<FactType, `mail_${string}` | `call_${string}` | `${string}_viewed`>;

type Effect = {
  /** Moves the ticket to the top of its lists. */
  readonly activity: boolean;
  /** Whether a reply of the customer is unread afterwards; `same`: as before. */
  readonly unreadReply: boolean | 'same';
};

/** What each fact changes of a ticket beside the patch of its decision. */
const EFFECTS = {
  ticket_created: { activity: true, unreadReply: false },
  ticket_kept: { activity: true, unreadReply: false },
  ticket_forwarded: { activity: true, unreadReply: 'same' },
  ticket_unassigned: { activity: true, unreadReply: 'same' },
  ticket_given_back: { activity: true, unreadReply: 'same' },
  ticket_commented: { activity: false, unreadReply: false },
  ticket_edited: { activity: false, unreadReply: 'same' },
  ticket_resolved: { activity: true, unreadReply: false },
  ticket_pended: { activity: true, unreadReply: false },
  ticket_resolved_internally: { activity: true, unreadReply: false },
  ticket_completed: { activity: true, unreadReply: 'same' },
  ticket_restored: { activity: true, unreadReply: 'same' },
  ticket_deleted: { activity: false, unreadReply: 'same' },
  customer_replied: { activity: true, unreadReply: true },
  ticket_transferred: { activity: true, unreadReply: 'same' },
  transfer_moved: { activity: true, unreadReply: 'same' },
  transfer_withdrawn: { activity: true, unreadReply: 'same' },
  entry_masked: { activity: false, unreadReply: 'same' },
  entry_unmasked: { activity: false, unreadReply: 'same' },
  attachment_removed: { activity: false, unreadReply: 'same' },
} as const satisfies Record<TicketFactType, Effect>;

/** How the log shows each tracked field of a ticket. Fields of calls are shown by their own table. */
const AUDITED_FIELDS = {
  status: ({ status }) => status,
  assignee: ({ assigneeId }) => assigneeId,
  group: ({ groupId }) => groupId,
  title: ({ title }) => title,
  priority: ({ priority }) => priority,
  language: ({ language }) => language,
  inquiryType: ({ inquiryTypeId }) => inquiryTypeId,
  processingType: ({ processingTypeId }) => processingTypeId,
  tags: ({ tags }) => (tags.length === 0 ? undefined : tags.join(', ')),
  customer: ({ customerId }) => customerId,
  customerName: ({ customer }) => customer.name,
  customerEmail: ({ customer }) => customer.email,
  customerPhone: ({ customer }) => customer.phone,
  internalReason: ({ internalReason }) => internalReason,
  duplicateOf: ({ duplicateOf }) => duplicateOf?.toString(),
  transfer: ({ transfer }) => transfer,
} as const satisfies Record<Exclude<TrackedField, `call${string}`>, (ticket: Ticket) => string | undefined>;

/** The differences between two states of a ticket, as the log shows them. */
export const changesBetween = (before: Ticket | undefined, after: Ticket): Fact['changes'] =>
  Object.fromEntries(
    (Object.keys(AUDITED_FIELDS) as (keyof typeof AUDITED_FIELDS)[]).flatMap((field): [TrackedField, Change][] => {
      const [was, is] = [before && AUDITED_FIELDS[field](before), AUDITED_FIELDS[field](after)];
      return was === is
        ? []
        : [[field, { ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }]];
    }),
  );

const patched = (ticket: Ticket, patch: Patch): Ticket =>
  Object.fromEntries(
    Object.entries({ ...ticket, ...patch }).filter(([, value]) => value !== undefined && value !== null),
  ) as Ticket;

type Written = {
  readonly entry?: Entry;
  /** The entry is placed by when it was received, which may be before other entries. */
  readonly isOrderedByReceipt?: boolean;
  readonly mailId?: string;
  readonly reason?: string;
};

const authorOf = ({ author }: Entry): string => (author.kind === 'agent' ? author.agentId : author.kind);

const newestEntries = (
  { lastEntry, otherEntry }: Ticket,
  entry: Entry,
  isOrderedByReceipt: boolean,
): Pick<Ticket, 'lastEntry' | 'otherEntry'> => {
  const by = authorOf(entry);
  const other = lastEntry === undefined || lastEntry.by === by ? otherEntry : lastEntry;
  const newest = lastEntry?.after ?? lastEntry?.id;
  const after = isOrderedByReceipt && newest !== undefined && entry.id < newest ? { after: newest } : {};
  return { lastEntry: { id: entry.id, by, ...after }, ...(other === undefined ? {} : { otherEntry: other }) };
};

/** Makes the ticket's next version and its fact. Every command changes a ticket through this function. */
export const advance = (
  ticket: Ticket,
  type: TicketFactType,
  actor: FactActor,
  context: DecisionContext,
  patch: Patch = {},
  { entry, isOrderedByReceipt = false, mailId, reason }: Written = {},
): { readonly ticket: Ticket; readonly fact: Fact } => {
  const { activity, unreadReply }: Effect = EFFECTS[type];
  const next: Ticket = {
    ...patched(ticket, patch),
    version: ticket.version + 1,
    activityAt: activity ? context.at : ticket.activityAt,
    unreadReply: unreadReply === 'same' ? ticket.unreadReply : unreadReply,
    ...(entry === undefined ? {} : newestEntries(ticket, entry, isOrderedByReceipt)),
  };
  return {
    ticket: next,
    fact: factOn(next, {
      id: context.factId,
      type,
      at: context.at,
      actor,
      changes: changesBetween(ticket, next),
      ...(entry === undefined ? {} : { entryId: entry.id }),
      ...(mailId === undefined ? {} : { mailId }),
      ...(reason === undefined ? {} : { reason }),
      correlationId: context.correlationId,
    }),
  };
};
