import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { listOutwardCalls } from '../../../shared/contracts/http/outward.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useConsole } from '../desk/console-context.ts';
import { lookAgainIn, type CallPage } from './outward-calls.ts';

/**
 * What became of a ticket's calls and notices, newest first. They are read again with everything else of the ticket,
 * and while one is under way: that it was taken is no news of the ticket.
 */
export const useOutwardCalls = (serviceId: string, number: number): UseInfiniteQueryResult<InfiniteData<CallPage>> => {
  const { call } = useConsole();
  return useInfiniteQuery({
    queryKey: queryKeys.outwardCalls(serviceId, number),
    queryFn: ({ pageParam, signal }) =>
      call(listOutwardCalls, { params: { serviceId, number }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) =>
      lookAgainIn(
        (state.data?.pages ?? []).flatMap(({ calls }) => calls),
        Date.now(),
      ),
  });
};
