import { hashKey, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { queryKeys } from '../desk/api/query-keys.ts';
import { rowOf, withRow } from '../desk/api/settle-ticket.ts';
import { fetchListPage, PAGE_SIZE, type TicketPageView } from '../desk/api/use-ticket-list.ts';
import { useConsole } from '../desk/console-context.ts';
import { useLive, type Changes } from '../desk/live/live-context.ts';
import { oneAtATime } from '../desk/live/one-at-a-time.ts';
import type { ListOrder, ListView } from '../desk/ticket-lists.ts';
import {
  afterChange,
  afterFirstPage,
  arranged,
  belongs,
  NO_NEWS,
  withoutNewsOf,
  type ListNews,
  type Reader,
} from './list-news.ts';

/** A list is an index that follows its tickets: what is read may lack changes of so many milliseconds before. */
const LAG = 10_000;
/** A list that news have made longer than this is read anew, as one page. */
const LONG = 3 * PAGE_SIZE;

/**
 * Keeps an open list up to date. Rows change in their place; new tickets wait until `show` is called, or are shown at
 * once while `isAtRest` says that the agent is not in the list.
 */
export const useListNews = (
  serviceId: string,
  view: ListView,
  order: ListOrder,
  reader: Reader,
  isAtRest: () => boolean,
): { readonly news: ListNews; readonly show: () => Promise<void> } => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const { onChanges, onCaughtUp } = useLive();
  const [news, setNews] = useState<ListNews>(NO_NEWS);
  const rest = useRef(isAtRest);
  const looking = useRef(reader);
  useEffect(() => {
    rest.current = isAtRest;
    looking.current = reader;
  });

  const show = useCallback(async () => {
    const queryKey = queryKeys.list(serviceId, view, order);
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
  }, [cache, serviceId, view, order]);

  useEffect(() => {
    setNews(NO_NEWS);
  }, [serviceId, view, order]);
  useEffect(() => {
    const queryKey = queryKeys.list(serviceId, view, order);
    const shownRows = (): TicketPageView['rows'] =>
      cache.getQueryData<InfiniteData<TicketPageView>>(queryKey)?.pages.flatMap((page) => page.rows) ?? [];

    const readFirstPage = oneAtATime(async (): Promise<void> => {
      // Not before the list itself: all of its rows would be news.
      await cache
        .getQueryCache()
        .find({ queryKey })
        ?.promise?.catch(() => undefined);
      const fresh = await fetchListPage(call, serviceId, view, order, null).catch(() => null);
      if (fresh === null) return;
      const shown = shownRows();
      const isWhole = fresh.nextCursor === null;
      setNews((before) => afterFirstPage(before, shown, fresh.rows, order, isWhole).news);
      const { changedRows } = afterFirstPage(NO_NEWS, shown, fresh.rows, order, false);
      cache.setQueryData<InfiniteData<TicketPageView>>(queryKey, (data) => data && changedRows.reduce(withRow, data));
    });
    /** The last changes of tickets within LAG; a ticket's newest comes last. */
    let recent: readonly { readonly at: number; readonly changes: Changes }[] = [];
    const apply = (changes: Changes): void => {
      const data = cache.getQueryData<InfiniteData<TicketPageView>>(queryKey);
      if (data === undefined) return;
      const shown = new Map(shownRows().map((row) => [row.number, row]));
      // While the agent is not in the list, or when it is empty, new rows disturb nobody.
      const atRest = shown.size === 0 || rest.current();
      const told = [
        ...changes.removed.map((number) => ({ number, isMember: false, hasNewReply: false })),
        ...changes.rows.flatMap((row) => {
          const seen = shown.get(row.number)?.version ?? 0;
          const hasNewReply = row.replied && seen < row.version;
          return seen > row.version
            ? []
            : { number: row.number, isMember: belongs(view, row, looking.current), hasNewReply };
        }),
      ];
      setNews((before) =>
        told.reduce(
          (next, change) =>
            atRest
              ? withoutNewsOf(next, change.number)
              : afterChange(next, { ...change, isShown: shown.has(change.number) }),
          before,
        ),
      );
      cache.setQueryData<InfiniteData<TicketPageView>>(
        queryKey,
        atRest
          ? arranged(data, changes, { view, order, reader: looking.current })
          : changes.rows.map(rowOf).reduce(withRow, data),
      );
      if (atRest && shownRows().length > LONG) void show();
    };
    const listHash = hashKey(queryKey);
    const stopReading = cache.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual === true) return;
      if (event.query.queryHash !== listHash) return;
      for (const { changes } of recent) apply(changes);
    });
    const stopChanges = onChanges((changes) => {
      const now = Date.now();
      recent = [...recent.filter(({ at }) => at > now - LAG), { at: now, changes }];
      apply(changes);
    });
    const stopCaughtUp = onCaughtUp(readFirstPage);
    return () => {
      stopReading();
      stopChanges();
      stopCaughtUp();
    };
  }, [cache, call, serviceId, view, order, onChanges, onCaughtUp, show]);

  return { news, show };
};
