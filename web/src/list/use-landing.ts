import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ticketQuery } from '../desk/api/ticket-queries.ts';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import { useConsole } from '../desk/console-context.ts';
import type { ListOrder, ListView } from '../desk/ticket-lists.ts';
import { belongs, isBefore, type Reader } from './list-news.ts';

/** The most rows that are loaded to find the ticket of the page's address. */
const FAR = 1_000;

type Landing = {
  readonly serviceId: string;
  readonly view: ListView;
  readonly order: ListOrder;
  readonly reader: Reader;
  readonly open: number | null;
  readonly rows: readonly TicketRowView[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly loadMore: () => void;
  readonly reveal: (number: number) => void;
  /** Whether the agent has begun to work in the list: then it is not scrolled any more. */
  readonly isTouched: () => boolean;
};

/**
 * When a list is opened with a ticket, by a link or by loading the page again, scrolls once to the ticket's row. Loads
 * more rows first when the row stands behind those that are there.
 */
export const useLanding = (landing: Landing): void => {
  const { serviceId, view, order, reader, open, rows, hasMore, isLoading, loadMore, reveal, isTouched } = landing;
  const { call } = useConsole();
  const [target, setTarget] = useState(open);
  const isSought = target !== null && rows.length > 0 && rows.every(({ number }) => number !== target);
  const { data: ticket } = useQuery({
    ...ticketQuery(call, serviceId, target ?? 0),
    enabled: isSought && hasMore,
  });
  useEffect(() => {
    if (target === null || rows.length === 0) return;
    if (target !== open || isTouched()) {
      setTarget(null);
      return;
    }
    if (!isSought) {
      reveal(target);
      setTarget(null);
      return;
    }
    if (!hasMore || rows.length >= FAR) {
      setTarget(null);
      return;
    }
    if (ticket === undefined || isLoading) return;
    if (belongs(view, ticket, reader) && isBefore(rows.at(-1)!, ticket, order)) loadMore();
    else setTarget(null);
  }, [target, open, rows, isSought, hasMore, ticket, isLoading, view, reader, order, loadMore, reveal, isTouched]);
};
