import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import type { Call, OutputOf } from './call-operation.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';

/**
 * What commands answer with; the service's own fields, which `getTicket` gives besides, the console doesn't show yet.
 */
export type TicketView = OutputOf<typeof operations.keepTicket>;

export const ticketQuery = (call: Call, serviceId: string, number: number) =>
  queryOptions({
    queryKey: queryKeys.ticket(serviceId, number),
    queryFn: ({ signal }): Promise<TicketView> => call(operations.getTicket, { params: { serviceId, number }, signal }),
  });

/** A ticket, with what the agent may do with it now. */
export const useTicket = (serviceId: string, number: number): UseQueryResult<TicketView> => {
  const { call } = useConsole();
  return useQuery(ticketQuery(call, serviceId, number));
};
