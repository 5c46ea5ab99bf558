import type { TicketFields } from '../desk/field-value.ts';
import { changesBetween } from './advance.ts';
import { bodyOf, type Decision, type Moment, type Said } from './decision.ts';
import type { EntryAuthor } from './entry.ts';
import type { Fact, FactActor } from './facts.ts';
import { withFields } from './field-changes.ts';
import { TICKET_LIFECYCLE } from './lifecycle.ts';
import { TITLE_LIMIT, type Ticket } from './ticket.ts';

export type CreateTicket = Pick<
  Ticket,
  'serviceId' | 'number' | 'title' | 'channel' | 'priority' | 'language' | 'customer'
> &
  Partial<
    Pick<
      Ticket,
      | 'customerId'
      | 'serviceAddress'
      | 'groupId'
      | 'createdBy'
      | 'followsNumber'
      | 'inquiryTypeId'
      | 'processingTypeId'
      | 'tags'
      | 'origin'
    >
  > & {
    readonly said: Said;
    readonly actor: FactActor;
    /** Values of the service's own fields, checked. */
    readonly fields?: TicketFields;
    /** It is born in the Spam list, by a verdict on its mail: Restore makes it unassigned. */
    readonly isSpam?: boolean;
    /** When the customer said it, where that isn't now: ISO 8601. The ticket was created then. */
    readonly saidAt?: string;
  };

/** At most TITLE_LIMIT UTF-16 units, never half a character. */
export const fitTitle = (title: string): string => {
  if (title.length <= TITLE_LIMIT) return title;
  const cut = title.slice(0, TITLE_LIMIT);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
};

const authorOf = ({ customer }: Pick<Ticket, 'customer'>): EntryAuthor => ({
  kind: 'customer' as const,
  ...(customer.name === undefined ? {} : { name: customer.name }),
  ...(customer.email === undefined ? {} : { email: customer.email }),
});

const standing = (
  isSpam: boolean,
  at: string,
): Pick<Ticket, 'status' | 'internalReason' | 'beforeSpam' | 'resolvedAt'> =>
  isSpam
    ? {
        status: TICKET_LIFECYCLE.resolve_internally.to,
        internalReason: 'spam',
        beforeSpam: { status: 'unassigned' },
        resolvedAt: at,
      }
    : { status: 'unassigned' };

/**
 * A new inquiry: an unassigned ticket of version 1 whose first entry is what the customer said. Nothing can refuse it:
 * the customer has spoken.
 */
export const createTicket = (
  command: CreateTicket,
  moment: Moment,
): Decision & { readonly entry: NonNullable<Decision['entry']> } => {
  const { said, actor, fields, isSpam = false, saidAt = moment.at, ...given } = command;
  const entry = {
    id: moment.entryId,
    kind: 'customer_message' as const,
    author: authorOf(given),
    at: saidAt,
    ...bodyOf(said),
  };
  const ticket: Ticket = {
    ...given,
    tags: given.tags ?? [],
    title: fitTitle(given.title),
    version: 1,
    ...standing(isSpam, moment.at),
    createdAt: saidAt,
    activityAt: saidAt,
    unreadReply: false,
    lastEntry: { id: entry.id, by: 'customer' },
  };
  const fact: Fact = {
    id: moment.factId,
    type: 'ticket_created',
    serviceId: ticket.serviceId,
    number: ticket.number,
    version: 1,
    at: moment.at,
    actor,
    status: ticket.status,
    ...(ticket.groupId === undefined ? {} : { groupId: ticket.groupId }),
    ...(isSpam ? { spam: true as const } : {}),
    changes: changesBetween(undefined, ticket),
    entryId: moment.entryId,
    correlationId: moment.correlationId,
  };
  return fields === undefined ? { ticket, fact, entry } : withFields({ ticket, fact, entry }, {}, fields);
};
