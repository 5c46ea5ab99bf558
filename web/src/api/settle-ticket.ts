import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { rememberOwnChange } from './own-changes.ts';
import { queryKeys } from './query-keys.ts';
import type { TicketPage, TicketRow } from './use-ticket-list.ts';
import type { TicketView } from './use-ticket.ts';

/** What a list shows of a ticket; whether the agent has marked it is the list's own knowledge. */
export type RowOfTicket = Omit<TicketRow, 'important'>;
export const rowOf = ({
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
}: TicketView): RowOfTicket => ({
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
});

/** The same pages with one row as it is now; an older state of it changes nothing, and no row moves. */
export const withRow = (data: InfiniteData<TicketPage>, row: RowOfTicket): InfiniteData<TicketPage> => {
  if (!data.pages.some((page) => page.rows.some((shown) => shown.number === row.number && shown.version < row.version)))
    return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      rows: page.rows.map((shown) =>
        shown.number === row.number && shown.version < row.version ? { ...shown, ...row } : shown,
      ),
    })),
  };
};

/**
 * Puts a ticket as a command answered it everywhere it is shown, and has its history read again; resolves once that is
 * here.
 */
export const settleTicket = async (cache: QueryClient, ticket: TicketView): Promise<void> => {
  const { serviceId, number } = ticket;
  rememberOwnChange(serviceId, number, ticket.version);
  cache.setQueryData<TicketView>(queryKeys.ticket(serviceId, number), (shown) =>
    shown !== undefined && shown.version > ticket.version ? shown : ticket,
  );
  cache.setQueriesData<InfiniteData<TicketPage>>(
    { queryKey: queryKeys.lists(serviceId) },
    (data) => data && withRow(data, rowOf(ticket)),
  );
  void cache.invalidateQueries({ queryKey: queryKeys.events(serviceId, number) });
  await cache.invalidateQueries({ queryKey: queryKeys.entries(serviceId, number) });
};
