import type { MenuList } from '../../../shared/domain/ticket/menu-lists.ts';

/** The menu lists that the console shows. */
export const TICKET_LISTS = [
  'all',
  'all_unassigned',
  'my_processing',
  'my_pending',
  'my_resolved',
] as const satisfies readonly MenuList[];
export type TicketList = (typeof TICKET_LISTS)[number];
