import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { queryKeys } from '../desk/api/query-keys.ts';
import { rowOf, withRow } from '../desk/api/settle-ticket.ts';
import { ticketQuery } from '../desk/api/ticket-queries.ts';
import { fetchListPage, PAGE_SIZE, type TicketPageView } from '../desk/api/use-ticket-list.ts';
import { useConsole } from '../desk/console-context.ts';
import { oneAtATime } from '../desk/live/gather.ts';
import { useLive, type TicketChanged } from '../desk/live/live-context.ts';
import type { ListOrder, TicketList } from '../desk/ticket-lists.ts';
import { afterChange, afterFirstPage, belongs, NO_NEWS, type ListNews } from './list-news.ts';

/** When more rows than this changed, the first page is read instead of each ticket. */
const ROWS_AT_ONCE = 5;

/**
 * Keeps an open list up to date. Rows change in their place; new tickets wait until `show` is called, or are shown at
 * once while `isAtRest` says that the agent is not in the list.
 */
export const useListNews = (
  serviceId: string,
  list: TicketList,
  order: ListOrder,
  agentId: string,
  isAtRest: () => boolean,
): { readonly news: ListNews; readonly show: () => Promise<void> } => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const { onTicketChanged, onCaughtUp } = useLive();
  const [news, setNews] = useState<ListNews>(NO_NEWS);
  const rest = useRef(isAtRest);
  useEffect(() => {
    rest.current = isAtRest;
  });

  const show = useCallback(async () => {
    const queryKey = queryKeys.list(serviceId, list, order);
    // Only the first page is read again; further ones are loaded by scrolling.
    cache.setQueryData<InfiniteData<TicketPageView>>(
      queryKey,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    setNews(NO_NEWS);
    // A read that is running may have begun before the change: the list is read again after it.
    await cache
      .getQueryCache()
      .find({ queryKey })
      ?.promise?.catch(() => undefined);
    await cache.refetchQueries({ queryKey }, { cancelRefetch: false });
  }, [cache, serviceId, list, order]);

  useEffect(() => {
    setNews(NO_NEWS);
  }, [serviceId, list, order]);
  useEffect(() => {
    const queryKey = queryKeys.list(serviceId, list, order);
    const shownRows = (): TicketPageView['rows'] =>
      cache.getQueryData<InfiniteData<TicketPageView>>(queryKey)?.pages.flatMap((page) => page.rows) ?? [];

    const readFirstPage = oneAtATime(async (): Promise<void> => {
      // Not before the list itself: all of its rows would be news.
      await cache
        .getQueryCache()
        .find({ queryKey })
        ?.promise?.catch(() => undefined);
      const fresh = await fetchListPage(call, serviceId, list, order, null).catch(() => null);
      if (fresh === null) return;
      const shown = shownRows();
      const isWhole = fresh.nextCursor === null || fresh.rows.length < PAGE_SIZE;
      setNews((before) => afterFirstPage(before, shown, fresh.rows, order, isWhole).news);
      const { changedRows } = afterFirstPage(NO_NEWS, shown, fresh.rows, order, false);
      cache.setQueryData<InfiniteData<TicketPageView>>(queryKey, (data) => data && changedRows.reduce(withRow, data));
    });
    const showAtOnce = oneAtATime(show);
    const readRow = async (number: number): Promise<void> => {
      const ticket = await cache
        .fetchQuery({ ...ticketQuery(call, serviceId, number), staleTime: 0 })
        .catch(() => null);
      if (ticket === null) return;
      cache.setQueryData<InfiniteData<TicketPageView>>(queryKey, (data) => data && withRow(data, rowOf(ticket)));
      // The ticket may have changed again, and have left the list.
      if (!belongs(list, ticket, agentId))
        setNews((before) => afterChange(before, { number, isShown: true, isMember: false, hasNewReply: false }));
    };
    const applyChanges = (burst: readonly TicketChanged[]): void => {
      const relevant = burst
        .filter(({ fact }) => !/^(?:mail|call)_/.test(fact))
        .toSorted((one, other) => one.version - other.version);
      const changes = [...new Map(relevant.map((change) => [change.number, change])).values()];
      if (changes.length === 0) return;
      const replied = new Set(relevant.filter(({ fact }) => fact === 'customer_replied').map(({ number }) => number));
      const shown = new Map(shownRows().map((row) => [row.number, row]));
      const after = (before: ListNews): ListNews =>
        changes.reduce(
          (next, { number, status, assigneeId, spam, fact }) =>
            afterChange(next, {
              number,
              isShown: shown.has(number),
              isMember:
                fact !== 'ticket_deleted' &&
                belongs(list, { status, assigneeId, internalReason: spam ? 'spam' : null }, agentId),
              hasNewReply: replied.has(number),
            }),
          before,
        );
      // While the agent is not in the list, or when it is empty, new rows disturb nobody.
      if (after(NO_NEWS).arrivals.size > 0 && (shown.size === 0 || rest.current())) {
        showAtOnce();
        return;
      }
      setNews(after);
      const stale = changes.filter(({ number, version }) => (shown.get(number)?.version ?? version) < version);
      if (stale.length > ROWS_AT_ONCE) readFirstPage();
      else for (const { number } of stale) void readRow(number);
    };
    const stopChanges = onTicketChanged(applyChanges);
    const stopCaughtUp = onCaughtUp(readFirstPage);
    return () => {
      stopChanges();
      stopCaughtUp();
    };
  }, [cache, call, serviceId, list, order, agentId, onTicketChanged, onCaughtUp, show]);

  return { news, show };
};
