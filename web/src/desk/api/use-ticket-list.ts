import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { listTickets } from '../../../../shared/contracts/http/ticket-queries.ts';
import { useConsole } from '../console-context.ts';
import type { ListOrder, ListView } from '../ticket-lists.ts';
import type { Call, OutputOf } from './call-operation.ts';
import { queryKeys } from './query-keys.ts';

type TicketPage = OutputOf<typeof listTickets>;
/** A row of a list, without the agent's mark of importance: live updates don't tell it, `ImportantProvider` knows. */
export type TicketRowView = Omit<TicketPage['rows'][number], 'important'>;
export type TicketPageView = Pick<TicketPage, 'nextCursor'> & { readonly rows: readonly TicketRowView[] };

export const PAGE_SIZE = 50;

export const fetchListPage = (
  call: Call,
  serviceId: string,
  view: ListView,
  order: ListOrder,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<TicketPageView> =>
  call(listTickets, {
    params: { serviceId },
    query: {
      list: view.list,
      groupId: view.groupId ?? undefined,
      transfer: view.transfer ?? undefined,
      important: view.important ? 'true' : 'false',
      order,
      limit: PAGE_SIZE,
      cursor: cursor ?? undefined,
    },
    ...(signal ? { signal } : {}),
  });

/**
 * A menu list, page by page. It is never read again by itself, so that no row moves while the agent points at it;
 * `useListNews` brings in what changes.
 */
export const useTicketList = (
  serviceId: string,
  view: ListView,
  order: ListOrder,
): UseInfiniteQueryResult<InfiniteData<TicketPageView>> => {
  const { call } = useConsole();
  return useInfiniteQuery({
    queryKey: queryKeys.list(serviceId, view, order),
    queryFn: ({ pageParam, signal }) => fetchListPage(call, serviceId, view, order, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
};
