import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useConsole } from '../api/console-context.ts';
import { queryKeys, type ListOrder } from '../api/query-keys.ts';
import { rowOf, withRow } from '../api/settle-ticket.ts';
import type { TicketList } from '../api/ticket-lists.ts';
import { fetchListPage, PAGE_SIZE, type TicketPage } from '../api/use-ticket-list.ts';
import { ticketQuery } from '../api/use-ticket.ts';
import { useLive, type TicketChanged } from '../live/live-context.ts';
import { afterChange, afterFirstPage, belongs, NO_NEWS, type ListNews } from './list-news.ts';

/** Milliseconds in which changes are gathered before rows are read again. */
const GATHER = 250;
/** More rows than this are cheaper to read as a page. */
const ROWS_AT_ONCE = 5;

/** Keeps a list true while it is looked at: rows change in place, and what came waits to be shown. */
export const useListNews = (serviceId: string, list: TicketList, order: ListOrder, agentId: string): { readonly news: ListNews; readonly show: () => Promise<void> } => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const { onTicketChanged, onCaughtUp } = useLive();
  const [news, setNews] = useState<ListNews>(NO_NEWS);
  const gathered = useRef(new Map<number, TicketChanged>());

  const show = useCallback(async () => {
    const queryKey = queryKeys.list(serviceId, list, order);
    // Only the first page is read again: further ones follow by scrolling.
    cache.setQueryData<InfiniteData<TicketPage>>(queryKey, (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) });
    gathered.current.clear();
    setNews(NO_NEWS);
    await cache.refetchQueries({ queryKey });
  }, [cache, serviceId, list, order]);

  useEffect(() => { setNews(NO_NEWS); }, [serviceId, list, order]);
  useEffect(() => {
    const queryKey = queryKeys.list(serviceId, list, order);
    const shownRows = (): TicketPage['rows'] => cache.getQueryData<InfiniteData<TicketPage>>(queryKey)?.pages.flatMap((page) => page.rows) ?? [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    const readFirstPage = async (): Promise<void> => {
      const shown = shownRows();
      const fresh = await fetchListPage(call, serviceId, list, order, null).catch(() => null);
      if (fresh === null) return;
      setNews((before) => afterFirstPage(before, shown, fresh.rows, order, fresh.nextCursor === null || fresh.rows.length < PAGE_SIZE).news);
      const { changedRows } = afterFirstPage(NO_NEWS, shown, fresh.rows, order, false);
      cache.setQueryData<InfiniteData<TicketPage>>(queryKey, (data) => data && changedRows.reduce(withRow, data));
    };
    const readRow = async (number: number): Promise<void> => {
      const ticket = await cache.fetchQuery({ ...ticketQuery(call, serviceId, number), staleTime: 0 }).catch(() => null);
      if (ticket === null) return;
      cache.setQueryData<InfiniteData<TicketPage>>(queryKey, (data) => data && withRow(data, rowOf(ticket)));
      // It may be elsewhere by now than the change told.
      if (!belongs(list, ticket, agentId)) setNews((before) => afterChange(before, { number, isShown: true, isMember: false, hasNewReply: false }));
    };
    const digest = (): void => {
      timer = undefined;
      const changes = [...gathered.current.values()];
      gathered.current.clear();
      const shown = new Map(shownRows().map((row) => [row.number, row]));
      setNews((before) => changes.reduce((next, { number, status, assigneeId, spam, fact }) =>
        afterChange(next, { number, isShown: shown.has(number), isMember: fact !== 'ticket_deleted' && belongs(list, { status, assigneeId, internalReason: spam ? 'spam' : null }, agentId), hasNewReply: fact === 'customer_replied' }), before));
      const stale = changes.filter(({ number, version }) => (shown.get(number)?.version ?? version) < version);
      if (stale.length > ROWS_AT_ONCE) void readFirstPage();
      else for (const { number } of stale) void readRow(number);
    };
    const stopChanges = onTicketChanged((change) => {
      if (/^(?:mail|call)_/.test(change.fact)) return;
      gathered.current.set(change.number, change);
      timer ??= setTimeout(digest, GATHER);
    });
    const stopCaughtUp = onCaughtUp(() => void readFirstPage());
    return () => {
      stopChanges();
      stopCaughtUp();
      clearTimeout(timer);
    };
  }, [cache, call, serviceId, list, order, agentId, onTicketChanged, onCaughtUp]);

  return { news, show };
};
