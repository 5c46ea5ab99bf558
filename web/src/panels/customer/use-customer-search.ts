import { useQueries, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getTicket, listTickets } from '../../../../shared/contracts/http/ticket-queries.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import type { TicketPageView } from '../../desk/api/use-ticket-list.ts';
import { useConsole } from '../../desk/console-context.ts';
import {
  contactIn,
  customersWithQuery,
  distinctCustomers,
  useResting,
  type CustomerView,
} from '../../desk/customers/find-customers.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { typedNumber } from '../../desk/typed-number.ts';
import { contactsLike } from './contacts-like.ts';
import { customerQuery } from './use-customer-record.ts';

/** Tickets that are read to look for a name in: the API finds customers by whole addresses and numbers only. */
const LOOKED_THROUGH = 100;

/**
 * Customers by what was typed: a whole address or number, the number of a ticket, or a part of what the newest tickets
 * and those of the lists that were open say of their customers.
 */
export const useCustomerSearch = (
  typed: string,
): { readonly customers: readonly CustomerView[]; readonly isSearching: boolean; readonly asked: string } => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const text = useResting(typed.trim());
  const contact = contactIn(text);
  const number = typedNumber(text);
  const isName = contact === null && number === null && text.length > 1;
  const ofTicket = useQuery({
    queryKey: queryKeys.customerOfTicket(serviceId, number ?? 0),
    queryFn: async ({ signal }): Promise<readonly CustomerView[]> => {
      const { customerId } = await call(getTicket, { params: { serviceId, number: number ?? 0 }, signal });
      return customerId === null ? [] : [await cache.fetchQuery(customerQuery(call, serviceId, customerId))];
    },
    enabled: number !== null,
  });
  const newest = useQuery({
    queryKey: queryKeys.newestTickets(serviceId),
    queryFn: ({ signal }): Promise<TicketPageView> =>
      call(listTickets, { params: { serviceId }, query: { limit: LOOKED_THROUGH }, signal }),
    enabled: isName,
  });
  const like = useMemo(() => {
    if (!isName) return [];
    const open = cache
      .getQueriesData<InfiniteData<TicketPageView>>({ queryKey: queryKeys.lists(serviceId) })
      .flatMap(([, data]) => data?.pages ?? []);
    const rows = [...(newest.data === undefined ? [] : [newest.data]), ...open].flatMap((page) => page.rows);
    return contactsLike(
      text,
      rows.map(({ customer }) => customer),
    );
  }, [cache, serviceId, isName, newest.data, text]);
  const found = useQueries({
    queries: [...(contact === null ? [] : [contact]), ...like].map((each) => customersWithQuery(call, serviceId, each)),
    combine: (answers) => ({
      customers: answers.flatMap(({ data }) => data ?? []),
      isPending: answers.some(({ isPending }) => isPending),
    }),
  });
  return {
    customers: distinctCustomers([...found.customers, ...(number === null ? [] : (ofTicket.data ?? []))]),
    isSearching:
      text !== typed.trim() ||
      found.isPending ||
      (number !== null && ofTicket.isPending) ||
      (isName && newest.isPending),
    asked: contact !== null || number !== null || isName ? text : '',
  };
};
