import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { listOriginHistory } from '../../../shared/contracts/http/escalations.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useConsole } from '../desk/console-context.ts';

type Page = OutputOf<typeof listOriginHistory>;

/** Entries that are read at once. */
const ENTRIES_AT_ONCE = 10;

/** The history of the ticket from which an issue ticket came, newest first. */
export const useOriginHistory = (serviceId: string, number: number): UseInfiniteQueryResult<InfiniteData<Page>> => {
  const { call } = useConsole();
  return useInfiniteQuery({
    queryKey: queryKeys.originHistory(serviceId, number),
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      call(listOriginHistory, {
        params: { serviceId, number },
        query: { limit: ENTRIES_AT_ONCE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // What happens there is no news of this ticket.
    refetchOnMount: 'always',
  });
};
