import type { TicketStatus } from './status.ts';
import { isSpam, type Ticket } from './ticket.ts';

/** The menu lists (product.md §3). */
export const MENU_LISTS = [
  'my_processing',
  'my_pending',
  'my_resolved',
  'my_completed',
  'all',
  'all_unassigned',
  'all_in_group',
  'all_transferred',
  'spam',
] as const;
export type MenuList = (typeof MENU_LISTS)[number];

/** Statuses of the lists of one agent's own tickets. */
export const MY_LISTS = {
  my_processing: 'processing',
  my_pending: 'pending',
  my_resolved: 'resolved',
  my_completed: 'completed',
} as const satisfies Partial<Record<MenuList, TicketStatus>>;

/**
 * Lists that are not an agent's or a group's own; a ticket is in one of them at most. `resolved` is read by auto-
 * completion.
 */
export const PLACES = ['unassigned', 'issue', 'dooray', 'spam', 'resolved'] as const;
export type Place = (typeof PLACES)[number];

const PLACE_OF: Readonly<Partial<Record<TicketStatus, Place>>> = {
  unassigned: 'unassigned',
  transferred: 'issue',
  transfer_completed: 'issue',
  dooray_transferred: 'dooray',
  dooray_in_progress: 'dooray',
  dooray_resolved: 'dooray',
  resolved: 'resolved',
};

/** The place of a ticket, if it is in one. */
export const placeOf = (ticket: Pick<Ticket, 'status' | 'internalReason'>): Place | undefined =>
  isSpam(ticket) ? 'spam' : PLACE_OF[ticket.status];
