import { bodyOf, type Decision, type Moment, type Said } from './decision.ts';
import type { Fact, FactActor } from './facts.ts';
import { TITLE_LIMIT, type Customer, type Ticket } from './ticket.ts';

export type CreateTicket =
  & Pick<Ticket, 'serviceId' | 'number' | 'title' | 'channel' | 'priority' | 'language' | 'customer'>
  & Partial<Pick<Ticket, 'serviceAddress' | 'groupId' | 'createdBy' | 'followsNumber'>>
  & { readonly said: Said; readonly actor: FactActor };

/** At most TITLE_LIMIT UTF-16 units, never half a character. */
const fitTitle = (title: string): string => {
  if (title.length <= TITLE_LIMIT) return title;
  const cut = title.slice(0, TITLE_LIMIT);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
};

const authorOf = (customer: Customer) => ({
  kind: 'customer' as const,
  ...(customer.name === undefined ? {} : { name: customer.name }),
  ...(customer.email === undefined ? {} : { email: customer.email }),
});

/** A new inquiry: an unassigned ticket of version 1 whose first entry is what the customer said. Nothing can refuse it: the customer has spoken. */
export const createTicket = (command: CreateTicket, moment: Moment): Decision & { readonly entry: NonNullable<Decision['entry']> } => {
  const { said, actor, ...given } = command;
  const ticket: Ticket = { ...given, title: fitTitle(given.title), version: 1, status: 'unassigned', createdAt: moment.at, activityAt: moment.at, unreadReply: false };
  const fact: Fact = {
    id: moment.factId, type: 'ticket_created', serviceId: ticket.serviceId, number: ticket.number, version: 1, at: moment.at, actor, status: 'unassigned',
    ...(ticket.groupId === undefined ? {} : { groupId: ticket.groupId }),
    changes: { status: { after: 'unassigned' }, ...(ticket.groupId === undefined ? {} : { group: { after: ticket.groupId } }) },
    entryId: moment.entryId, correlationId: moment.correlationId,
  };
  return { ticket, fact, entry: { id: moment.entryId, kind: 'customer_message', author: authorOf(ticket.customer), at: moment.at, ...bodyOf(said) } };
};
