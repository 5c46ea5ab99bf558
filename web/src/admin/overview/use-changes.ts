import { keepPreviousData, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { listServiceEvents } from '../../../../shared/contracts/http/services.ts';
import type { DeskSubject } from '../../../../shared/domain/desk/desk-facts.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { dayOf } from '../../ui/format-time.ts';
import { instantOf } from '../../ui/wall-clock.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';
import type { ChangeView } from './change-words.ts';

export const SPANS = ['any', 'today', 'week', 'month', 'between'] as const;
export type Span = (typeof SPANS)[number];

/** What the list of changes is narrowed to. Days as `YYYY-MM-DD`, of the service's time zone; empty: none. */
export type ChangeFilter = {
  readonly kind: DeskSubject | null;
  readonly by: string | null;
  readonly span: Span;
  readonly firstDay: string;
  readonly lastDay: string;
};
export const NO_FILTER: ChangeFilter = { kind: null, by: null, span: 'any', firstDay: '', lastDay: '' };

const DAY = 86_400_000;
/** Days before today with which a span begins. */
const DAYS_BACK: Readonly<Partial<Record<Span, number>>> = { today: 0, week: 6, month: 29 };

/** The day after, whatever clocks do in between. */
const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The instants between which changes are asked for: from the first one on, before the other. */
export const instantsOf = (
  { span, firstDay, lastDay }: ChangeFilter,
  timeZone: string,
  now: number,
): { readonly from: string | undefined; readonly until: string | undefined } => {
  const startOf = (day: string): string | undefined => instantOf(`${day}T00:00`, timeZone) ?? undefined;
  const back = DAYS_BACK[span];
  if (back !== undefined) return { from: startOf(shifted(dayOf(now, timeZone), -back)), until: undefined };
  if (span !== 'between') return { from: undefined, until: undefined };
  return {
    from: firstDay === '' ? undefined : startOf(firstDay),
    until: lastDay === '' ? undefined : startOf(shifted(lastDay, 1)),
  };
};

const PAGE = 30;

type Pages = { readonly pages: readonly { readonly events: readonly ChangeView[] }[] };

/**
 * What administrators changed in a service, newest first. It is read when the section is opened and again while it is;
 * less often the more of it is shown, since all of it is read.
 */
export const useChanges = (
  serviceId: string,
  timeZone: string,
  filter: ChangeFilter,
  now: number,
): UseInfiniteQueryResult<Pages> => {
  const { call } = useConsole();
  const { kind, by } = filter;
  const query = {
    kinds: kind ?? undefined,
    changedBy: by ?? undefined,
    ...instantsOf(filter, timeZone, now),
    limit: PAGE,
  };
  return useInfiniteQuery({
    queryKey: [...queryKeys.serviceEvents(serviceId), 'list', query],
    queryFn: ({ signal, pageParam }) =>
      call(listServiceEvents, { params: { serviceId }, query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    staleTime: 0,
    refetchInterval: ({ state }) => READ_AGAIN * Math.max(1, state.data?.pages.length ?? 1),
  });
};
