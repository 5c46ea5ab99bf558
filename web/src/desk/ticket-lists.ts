import type * as z from 'zod';
import type { listTickets } from '../../../shared/contracts/http/ticket-queries.ts';
import type { MenuList } from '../../../shared/domain/ticket/ticket.ts';

/** The menu lists that the console shows; the API has more. */
export const TICKET_LISTS = [
  'all',
  'all_unassigned',
  'my_processing',
  'my_pending',
  'my_resolved',
] as const satisfies readonly MenuList[];
export type TicketList = (typeof TICKET_LISTS)[number];

export const isTicketList = (list: string): list is TicketList => (TICKET_LISTS as readonly string[]).includes(list);

/** By the time of a ticket's last activity. */
export type ListOrder = z.output<(typeof listTickets)['query']>['order'];
