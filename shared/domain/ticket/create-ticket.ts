import type { TicketFields } from '../desk/field-value.ts';
import { type Decision, type DecisionContext, entryBody, type MessageBody } from './decision.ts';
import { changesBetween } from './facts.ts';
import type { Entry, EntryAuthor } from './entry.ts';
import { type FactActor, factOn } from './facts.ts';
import { withFields } from './field-changes.ts';
import { TICKET_LIFECYCLE } from './lifecycle.ts';
import { snippetOf } from './snippet.ts';
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
      | 'writtenByMachine'
    >
  > & {
    readonly body: MessageBody;
    readonly actor: FactActor;
    /** Values of the service's own fields, checked. */
    readonly fields?: TicketFields;
    /** SES's verdict on its mail: it begins in the Spam list, and Restore makes it unassigned. */
    readonly isSpam?: boolean;
    /** When the customer's message was received if not now, ISO 8601: the ticket was created then. */
    readonly receivedAt?: string;
  };

/** What came from another service was written by its agent; everything else by the customer. */
const firstEntryOf = ({
  origin,
  createdBy,
  ...given
}: Pick<CreateTicket, 'origin' | 'createdBy' | 'customer'>): Pick<Entry, 'kind' | 'author'> =>
  origin === undefined || createdBy === undefined
    ? { kind: 'customer_message', author: authorOf(given) }
    : { kind: 'transfer_note', author: { kind: 'agent', agentId: createdBy } };

/** A title of at most TITLE_LIMIT UTF-16 units that doesn't end in half a character. */
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
 * Makes an unassigned ticket of version 1 whose first entry is the customer's message. There is no reason to refuse it.
 */
export const createTicket = (
  command: CreateTicket,
  context: DecisionContext,
): Decision & { readonly entry: NonNullable<Decision['entry']> } => {
  const { body, actor, fields, isSpam = false, receivedAt = context.at, ...given } = command;
  const entry = {
    id: context.entryId,
    ...firstEntryOf(given),
    at: receivedAt,
    ...entryBody(body),
  };
  const snippet = snippetOf(entry);
  const ticket: Ticket = {
    ...given,
    tags: given.tags ?? [],
    title: fitTitle(given.title),
    version: 1,
    ...standing(isSpam, context.at),
    createdAt: receivedAt,
    activityAt: receivedAt,
    unreadReply: false,
    waitingSince: receivedAt,
    lastEntry: { id: entry.id, by: entry.author.kind === 'agent' ? entry.author.agentId : 'customer' },
    ...(snippet === undefined ? {} : { snippet }),
  };
  const fact = factOn(ticket, {
    id: context.factId,
    type: 'ticket_created',
    at: context.at,
    actor,
    changes: changesBetween(undefined, ticket),
    entryId: context.entryId,
    correlationId: context.correlationId,
  });
  return fields === undefined ? { ticket, fact, entry } : withFields({ ticket, fact, entry }, {}, fields);
};
