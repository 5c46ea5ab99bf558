import { queryOptions, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { findCustomer, listCustomerTickets, type getCustomer } from '../../../../shared/contracts/http/customers.ts';
import { email as emailSchema, phone as phoneSchema } from '../../../../shared/contracts/http/plain-values.ts';
import type { Call, OutputOf } from '../api/call-operation.ts';
import { queryKeys } from '../api/query-keys.ts';
import type { TicketPageView } from '../api/use-ticket-list.ts';
import { useConsole } from '../console-context.ts';
import { useDesk } from '../desk-context.ts';

/** The record of a customer. */
export type CustomerView = OutputOf<typeof getCustomer>;
/** What a customer is found by: an address or a number. */
export type ContactQuery = { readonly email: string } | { readonly phone: string };

/** Milliseconds without a letter after which a customer is looked for. */
const PAUSE = 300;
/** Of a customer's newest tickets, so many are looked through. */
const LOOKED_AT = 20;

/** A text that is typed, as soon as nothing was typed for a moment. */
export const useResting = (value: string): string => {
  const [resting, setResting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(setResting, PAUSE, value);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return resting;
};

/** What a text can be: an address, a number, or neither. */
export const contactIn = (text: string): ContactQuery | null =>
  emailSchema.safeParse(text).success
    ? { email: text }
    : phoneSchema.safeParse(text).success && /^\+?[\d\s().-]+$/.test(text)
      ? { phone: text }
      : null;

/** The customers that were found, each once. */
export const distinctCustomers = (found: readonly CustomerView[]): readonly CustomerView[] =>
  found.filter(({ customerId }, index) => found.findIndex((each) => each.customerId === customerId) === index);

/** Whoever has an address or a number. */
export const customersWithQuery = (call: Call, serviceId: string, contact: ContactQuery) =>
  queryOptions({
    queryKey: queryKeys.customersWith(serviceId, contact),
    queryFn: async ({ signal }): Promise<readonly CustomerView[]> =>
      (await call(findCustomer, { params: { serviceId }, query: contact, signal })).customers,
    // A number that can't be called is told where it is saved.
    retry: false,
  });

/** The customers with this address or this number; the one with the address first. */
export const useFoundCustomers = (email: string, phone: string): readonly CustomerView[] => {
  const { call } = useConsole();
  const { service } = useDesk();
  const asked: readonly ContactQuery[] = [
    ...(emailSchema.safeParse(email).success ? [{ email }] : []),
    ...(phoneSchema.safeParse(phone).success ? [{ phone }] : []),
  ];
  return useQueries({
    queries: asked.map((contact) => customersWithQuery(call, service.serviceId, contact)),
    combine: (answers) => distinctCustomers(answers.flatMap(({ data }) => data ?? [])),
  });
};

/** The first page of a customer's tickets, newest first. */
export const useNewestTicketsOf = (customerId: string): UseQueryResult<TicketPageView> => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  return useQuery({
    queryKey: queryKeys.newestTicketsOf(serviceId, customerId),
    queryFn: ({ signal }): Promise<TicketPageView> =>
      call(listCustomerTickets, { params: { serviceId, customerId }, query: { limit: LOOKED_AT }, signal }),
  });
};
