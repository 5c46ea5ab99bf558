import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import {
  cancelCall,
  finishCall,
  changeCall,
  listTicketCalls,
  reserveCall,
} from '../../../shared/contracts/http/calls.ts';
import type { InputOf } from '../desk/api/call-operation.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import type { CallView } from '../desk/reserved-calls.ts';
import { customerQuery } from './customer/use-customer-record.ts';

/** All reserved calls of a ticket; hints about the ticket lead to a new read. */
export const useTicketCalls = (serviceId: string, number: number): UseQueryResult<readonly CallView[]> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.ticketCalls(serviceId, number),
    queryFn: async ({ signal }): Promise<readonly CallView[]> =>
      (await call(listTicketCalls, { params: { serviceId, number }, signal })).calls,
  });
};

/** Shows a changed call at once, and reads what else tells of it. */
const settleCall = (cache: QueryClient, changed: CallView): void => {
  const { serviceId, number, callId } = changed;
  cache.setQueryData<readonly CallView[]>(
    queryKeys.ticketCalls(serviceId, number),
    (shown) => shown && [changed, ...shown.filter((each) => each.callId !== callId)],
  );
  void cache.invalidateQueries({ queryKey: queryKeys.events(serviceId, number) });
  void cache.invalidateQueries({ queryKey: queryKeys.myCalls(serviceId) });
};

/**
 * A failed command is not repeated by itself: it may have been done. The calls are read again instead, also because
 * somebody else may have changed them.
 */
const useCallCommand = <T>(
  { serviceId, number }: Pick<TicketView, 'serviceId' | 'number'>,
  mutationFn: (input: T) => Promise<CallView>,
): UseMutationResult<CallView, Error, T> => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn,
    retry: false,
    onSuccess: (changed) => {
      settleCall(cache, changed);
    },
    onError: () => cache.invalidateQueries({ queryKey: queryKeys.ticketCalls(serviceId, number) }),
  });
};

export type Reservation = Required<InputOf<typeof reserveCall>['body']>;

/** Reserves a call of a ticket. */
export const useReserveCall = (ticket: TicketView): UseMutationResult<CallView, Error, Reservation> => {
  const { call } = useConsole();
  const { serviceId, number } = ticket;
  return useCallCommand(ticket, (body) => call(reserveCall, { params: { serviceId, number }, body }));
};

const paramsOf = ({ serviceId, number, callId }: CallView) => ({ serviceId, number, callId });

type CallChanges = InputOf<typeof changeCall>['body'];

/** Moves, gives away or corrects a call, as long as nobody has changed it since it was shown. */
export const useChangeCall = (shown: CallView): UseMutationResult<CallView, Error, CallChanges> => {
  const { call } = useConsole();
  return useCallCommand(shown, (body) => call(changeCall, { params: paramsOf(shown), body, ifMatch: shown.version }));
};

/** Ends a call: it was made, or is not wanted any more. */
export const useEndCall = (shown: CallView): UseMutationResult<CallView, Error, 'finishCall' | 'cancelCall'> => {
  const { call } = useConsole();
  return useCallCommand(shown, (end) =>
    call({ finishCall, cancelCall }[end], { params: paramsOf(shown), body: {}, ifMatch: shown.version }),
  );
};

/** The customer's phone number: of the ticket, else of the customer's record; undefined while it is not known. */
export const useCustomerPhone = ({ serviceId, customer, customerId }: TicketView): string | undefined => {
  const { call } = useConsole();
  const { data } = useQuery({
    ...customerQuery(call, serviceId, customerId ?? ''),
    enabled: customer.phone === undefined && customerId !== null,
  });
  return customer.phone ?? data?.phones[0];
};
