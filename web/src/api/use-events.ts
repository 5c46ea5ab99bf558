import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import type { OutputOf } from './call-operation.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';

type EventPage = OutputOf<typeof operations.listEvents>;
export type EventView = EventPage['events'][number];

/** The ticket's event log, newest first. */
export const useEvents = (serviceId: string, number: number): UseInfiniteQueryResult<InfiniteData<EventPage>> => {
  const { call } = useConsole();
  return useInfiniteQuery({
    queryKey: queryKeys.events(serviceId, number),
    queryFn: ({ pageParam, signal }) =>
      call(operations.listEvents, {
        params: { serviceId, number },
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
};
