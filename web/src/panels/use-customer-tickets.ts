import {
  useInfiniteQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { listCustomerTickets } from '../../../shared/contracts/http/customers.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { rowOf, withRow } from '../desk/api/settle-ticket.ts';
import type { TicketPageView } from '../desk/api/use-ticket-list.ts';
import { useConsole } from '../desk/console-context.ts';
import { useLive } from '../desk/live/live-context.ts';

/** Tickets that are read at once. */
const TICKETS_AT_ONCE = 20;

type Customer = TicketView['customer'];
const isSamePerson = (one: Customer, other: Customer): boolean =>
  (one.email !== undefined && one.email === other.email) || (one.phone !== undefined && one.phone === other.phone);

/**
 * Rows change in their place; a ticket of the same person that is not shown yet leads to a new read, also of the
 * customer's record, which may have learnt something by it.
 */
const useCustomerNews = ({ serviceId, customer }: TicketView, customerId: string): void => {
  const cache = useQueryClient();
  const { onChanges, onCaughtUp } = useLive();
  const { email, phone } = customer;
  useEffect(() => {
    const queryKey = queryKeys.customerTickets(serviceId, customerId);
    const person = { ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) };
    const readAgain = (): void => {
      void cache.invalidateQueries({ queryKey });
      void cache.invalidateQueries({ queryKey: queryKeys.customer(serviceId, customerId) });
    };
    const stopChanges = onChanges(({ rows, removed }) => {
      const data = cache.getQueryData<InfiniteData<TicketPageView>>(queryKey);
      if (data === undefined) return;
      const shown = new Set(data.pages.flatMap((page) => page.rows.map(({ number }) => number)));
      cache.setQueryData(
        queryKey,
        rows.reduce((before, row) => withRow(before, rowOf(row)), data),
      );
      // Older ones than those that were loaded are on pages that nobody asked for yet.
      const oldest = data.pages.at(-1)?.nextCursor === null ? 0 : Math.min(...shown);
      const isNew = rows.some(
        (row) => row.number > oldest && !shown.has(row.number) && isSamePerson(row.customer, person),
      );
      if (isNew || removed.some((number) => shown.has(number))) readAgain();
    });
    const stopCaughtUp = onCaughtUp(readAgain);
    return () => {
      stopChanges();
      stopCaughtUp();
    };
  }, [cache, onChanges, onCaughtUp, serviceId, customerId, email, phone]);
};

/** A customer's tickets, also those of customers merged into it, newest first; `fetchNextPage` loads older ones. */
export const useCustomerTickets = (
  ticket: TicketView,
  customerId: string,
): UseInfiniteQueryResult<InfiniteData<TicketPageView>> => {
  const { call } = useConsole();
  const { serviceId } = ticket;
  useCustomerNews(ticket, customerId);
  return useInfiniteQuery({
    queryKey: queryKeys.customerTickets(serviceId, customerId),
    queryFn: ({ pageParam, signal }): Promise<TicketPageView> =>
      call(listCustomerTickets, {
        params: { serviceId, customerId },
        query: { limit: TICKETS_AT_ONCE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
};
