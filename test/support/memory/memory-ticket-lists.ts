import type { TicketList, TicketRepository, TicketRow } from '../../../shared/application/ports/tickets.ts';
import { isInList } from '../../../shared/application/tickets/is-in-list.ts';
import { isSpam, type Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { memoryPage } from './memory-page.ts';

/** What lists are made of: tickets, and what each agent marked as it was when it was marked or last followed. */
export type ListedTickets = {
  readonly tickets: ReadonlyMap<string, Ticket>;
  readonly importantTickets: ReadonlyMap<string, ReadonlyMap<number, Ticket>>;
};

export const starsId = (serviceId: string, agentId: string): string => JSON.stringify([serviceId, agentId]);

const rowOf = ({
  serviceId,
  number,
  version,
  title,
  status,
  channel,
  priority,
  assigneeId,
  groupId,
  customer,
  unreadReply,
  activityAt,
  transfer,
  internalReason,
  snippet,
  waitingSince,
}: Ticket): TicketRow => ({
  serviceId,
  number,
  version,
  title,
  status,
  channel,
  priority,
  customer,
  unreadReply,
  activityAt,
  ...(assigneeId === undefined ? {} : { assigneeId }),
  ...(groupId === undefined ? {} : { groupId }),
  ...(transfer === undefined ? {} : { transfer }),
  ...(internalReason === undefined ? {} : { internalReason }),
  ...(snippet === undefined ? {} : { snippet }),
  ...(waitingSince === undefined ? {} : { waitingSince }),
});

const padded = (number: number): string => String(number).padStart(9, '0');

const ticketsOf = (
  { tickets, importantTickets }: ListedTickets,
  serviceId: string,
  list: TicketList,
): readonly Ticket[] => {
  const own = () => [...tickets.values()].filter((ticket) => ticket.serviceId === serviceId);
  switch (list.kind) {
    case 'important':
      return [...(importantTickets.get(starsId(serviceId, list.agentId))?.values() ?? [])].filter((ticket) =>
        isInList(ticket, list.of),
      );
    case 'customer':
      return own().filter(
        (ticket) => !isSpam(ticket) && ticket.customerId !== undefined && list.customerIds.includes(ticket.customerId),
      );
    default:
      return own().filter((ticket) => isInList(ticket, list));
  }
};

/** Lists of tickets in memory. Marked tickets stay as they are until `StarStore.follow`, as in the table. */
export const memoryTicketLists = (desk: ListedTickets): Pick<TicketRepository, 'listTickets'> => ({
  async listTickets(serviceId, list, page) {
    const position = ({ activityAt, number }: TicketRow) =>
      list.kind === 'customer' ? padded(number) : `${activityAt}#${padded(number)}`;
    return memoryPage(
      `${serviceId}/${JSON.stringify(list)}`,
      ticketsOf(desk, serviceId, list).map(rowOf),
      position,
      page,
    );
  },
});
