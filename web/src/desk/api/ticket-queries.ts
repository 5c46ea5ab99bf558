import {
  infiniteQueryOptions,
  queryOptions,
  type QueryClient,
  useInfiniteQuery,
  usePrefetchInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { listEntries, listEvents } from '../../../../shared/contracts/http/history.ts';
import type { getTicket } from '../../../../shared/contracts/http/ticket-queries.ts';
import type { keepTicket } from '../../../../shared/contracts/http/tickets.ts';
import type { LifecycleState } from '../../../../shared/domain/ticket/lifecycle.ts';
import { useConsole } from '../console-context.ts';
import type { Call, OutputOf } from './call-operation.ts';
import { queryKeys } from './query-keys.ts';
import { LINES_AT_ONCE, readTicket } from './read-ticket.ts';

/** A ticket as commands answer it. */
export type TicketView = OutputOf<typeof keepTicket>;
/** A ticket as it is read, with its values of the service's own fields. */
export type WholeTicketView = OutputOf<typeof getTicket>;

export const ticketQuery = (call: Call, serviceId: string, number: number) =>
  queryOptions({
    queryKey: queryKeys.ticket(serviceId, number),
    queryFn: (): Promise<WholeTicketView> => readTicket(call, serviceId, number, 'ticket'),
  });

/** A ticket with the commands that the agent may give now. */
export const useTicket = (serviceId: string, number: number): UseQueryResult<WholeTicketView> => {
  const { call } = useConsole();
  return useQuery(ticketQuery(call, serviceId, number));
};

/** The part of a ticket that the lifecycle table needs. */
export const standingOf = ({
  status,
  internalReason,
}: Pick<TicketView, 'status' | 'internalReason'>): LifecycleState => ({
  status,
  ...(internalReason === null ? {} : { internalReason }),
});

type EntryPage = OutputOf<typeof listEntries>;
/** The history as far as it was read. */
export type EntryPages = InfiniteData<EntryPage>;
export type EntryView = EntryPage['entries'][number];
export type AttachmentView = EntryView['attachments'][number];

/** Milliseconds. Presigned addresses of files are valid for 15 minutes, so they are read again after 10. */
const REFRESH_ADDRESSES = 10 * 60_000;

const entriesQuery = (call: Call, serviceId: string, number: number) =>
  infiniteQueryOptions({
    queryKey: queryKeys.entries(serviceId, number),
    queryFn: ({ pageParam, signal }): Promise<EntryPage> =>
      pageParam === null
        ? readTicket(call, serviceId, number, 'entries')
        : call(listEntries, {
            params: { serviceId, number },
            query: { order: 'newest', limit: LINES_AT_ONCE, cursor: pageParam },
            signal,
          }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The history, newest first: `fetchNextPage` loads older entries. */
export const useEntries = (serviceId: string, number: number): UseInfiniteQueryResult<EntryPages> => {
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

/** Whether something is still to be heard of a mail of the history: that it left, or whether it arrived. */
export const hasMailUnderWay = ({ pages }: EntryPages): boolean =>
  pages.some(({ entries }) =>
    entries.some(({ mail }) => mail !== null && mail.status !== 'failed' && mail.outcome === null),
  );

type EventPage = OutputOf<typeof listEvents>;
/** The log as far as it was read. */
export type EventPages = InfiniteData<EventPage>;
export type EventView = EventPage['events'][number];

const eventsQuery = (call: Call, serviceId: string, number: number) =>
  infiniteQueryOptions({
    queryKey: queryKeys.events(serviceId, number),
    queryFn: ({ pageParam, signal }): Promise<EventPage> =>
      pageParam === null
        ? readTicket(call, serviceId, number, 'events')
        : call(listEvents, {
            params: { serviceId, number },
            query: { limit: LINES_AT_ONCE, cursor: pageParam },
            signal,
          }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The ticket's event log, newest first; it is read only while it is `enabled`. */
export const useEvents = (serviceId: string, number: number, enabled = true): UseInfiniteQueryResult<EventPages> => {
  const { call } = useConsole();
  return useInfiniteQuery({ ...eventsQuery(call, serviceId, number), enabled });
};

/** Loads ahead all that is shown when a ticket opens, unless it was loaded a moment ago. */
export const loadTicketAhead = (cache: QueryClient, call: Call, serviceId: string, number: number): void => {
  void cache.prefetchQuery(ticketQuery(call, serviceId, number));
  void cache.prefetchInfiniteQuery(entriesQuery(call, serviceId, number));
  void cache.prefetchInfiniteQuery(eventsQuery(call, serviceId, number));
};

/** Begins to load a ticket's history and log while the ticket itself is still loading. */
export const useHistoryAhead = (serviceId: string, number: number): void => {
  const { call } = useConsole();
  usePrefetchInfiniteQuery(entriesQuery(call, serviceId, number));
  usePrefetchInfiniteQuery(eventsQuery(call, serviceId, number));
};

/** The newest entry after the time `after` that somebody else wrote; undefined when there is none. */
export const newestOfOthers = (entries: readonly EntryView[], after: string, agentId: string): EntryView | undefined =>
  entries.find(
    ({ at, kind, author }) =>
      at > after && kind !== 'trigger_mail' && !(author.kind === 'agent' && author.agentId === agentId),
  );
