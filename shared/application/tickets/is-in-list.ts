import { isSpam, placeOf, type Ticket } from '../../domain/ticket/ticket.ts';
import type { TicketList } from '../ports/tickets.ts';

/** The fields that decide in which menu lists a ticket is. */
export type Listed = Pick<Ticket, 'status' | 'assigneeId' | 'groupId' | 'internalReason'>;

/** Whether a ticket is in this list. Spam is in the Spam list alone. */
export const isInList = (ticket: Listed, list: Exclude<TicketList, { kind: 'important' | 'customer' }>): boolean => {
  switch (list.kind) {
    case 'all':
      return !isSpam(ticket);
    case 'place':
      return list.places.some((place) => place === placeOf(ticket));
    case 'assignee':
      return !isSpam(ticket) && ticket.assigneeId === list.assigneeId && ticket.status === list.status;
    case 'group':
      return !isSpam(ticket) && ticket.groupId !== undefined && list.groupIds.includes(ticket.groupId);
  }
};
