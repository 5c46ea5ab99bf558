import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { listTriggerRuns } from '../../../shared/contracts/http/trigger-runs.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useConsole } from '../desk/console-context.ts';

type Page = OutputOf<typeof listTriggerRuns>;
export type RunView = Page['runs'][number];

/** What triggers saw and did on a ticket, newest first; read again with everything else of the ticket. */
export const useTriggerRuns = (serviceId: string, number: number): UseInfiniteQueryResult<InfiniteData<Page>> => {
  const { call } = useConsole();
  return useInfiniteQuery({
    queryKey: queryKeys.triggerRuns(serviceId, number),
    queryFn: ({ pageParam, signal }) =>
      call(listTriggerRuns, { params: { serviceId, number }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // Triggers that changed nothing leave no news of the ticket.
    refetchOnMount: 'always',
  });
};
