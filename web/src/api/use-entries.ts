import {
  infiniteQueryOptions,
  useInfiniteQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import type { Call, OutputOf } from './call-operation.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';

type EntryPage = OutputOf<typeof operations.listEntries>;
export type EntryView = EntryPage['entries'][number];
export type AttachmentView = EntryView['attachments'][number];

/** Presigned addresses are good for 15 minutes. */
const REFRESH_ADDRESSES = 10 * 60_000;

export const entriesQuery = (call: Call, serviceId: string, number: number) =>
  infiniteQueryOptions({
    queryKey: queryKeys.entries(serviceId, number),
    queryFn: ({ pageParam, signal }): Promise<EntryPage> =>
      call(operations.listEntries, {
        params: { serviceId, number },
        query: { order: 'newest', limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The history, read from its end: the first page is the newest, `fetchNextPage` goes back in time. */
export const useEntries = (serviceId: string, number: number): UseInfiniteQueryResult<InfiniteData<EntryPage>> => {
  const { call } = useConsole();
  return useInfiniteQuery({
    ...entriesQuery(call, serviceId, number),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) =>
        page.entries.some((entry) => entry.attachments.length > 0 || entry.wholeUrl !== null),
      )
        ? REFRESH_ADDRESSES
        : false,
  });
};
