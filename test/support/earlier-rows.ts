import {
  importantTicketKey,
  listImportantPartition,
  ticketKey,
  ticketListKeys,
} from '../../shared/adapters/dynamodb/keys.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';

/** Rows of a ticket as releases wrote them before what lists show was one attribute. */

const FLAT = { name: 'customerName', email: 'customerEmail', phone: 'customerPhone' } as const;
const flat = ({ customer }: Pick<Ticket, 'customer'>) =>
  Object.fromEntries(
    Object.entries(FLAT).flatMap(([name, attribute]) => {
      const value = customer[name as keyof typeof FLAT];
      return value === undefined ? [] : [[attribute, value]];
    }),
  );

/** The ticket's own row. */
export const earlierTicketItem = ({ customer, tags, ...ticket }: Ticket) => ({
  ...ticketKey(ticket.serviceId, ticket.number),
  entity: 'ticket',
  ...ticketListKeys(ticket),
  ...ticket,
  ...(tags.length > 0 && { tags }),
  ...flat({ customer }),
});

const SHOWN = [
  'serviceId',
  'number',
  'title',
  'status',
  'channel',
  'priority',
  'assigneeId',
  'groupId',
  'unreadReply',
  'activityAt',
  'transfer',
  'internalReason',
] as const satisfies readonly (keyof Ticket)[];

/** The copy of its list row among what an agent marked as important. */
export const earlierImportantItem = (ticket: Ticket, agentId: string) => ({
  ...importantTicketKey(ticket.serviceId, ticket.number, agentId),
  entity: 'star',
  ...Object.fromEntries(SHOWN.flatMap((name) => (ticket[name] === undefined ? [] : [[name, ticket[name]]]))),
  ...flat(ticket),
  agentId,
  version: ticket.version,
  LM_PK: listImportantPartition(ticket.serviceId, agentId),
  L_SK: ticketListKeys(ticket).L_SK,
});
