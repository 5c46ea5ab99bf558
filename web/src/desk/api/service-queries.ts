import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { getMe, getService } from '../../../../shared/contracts/http/desk.ts';
import { listFields } from '../../../../shared/contracts/http/fields.ts';
import { getFigures } from '../../../../shared/contracts/http/live.ts';
import { getListCounts } from '../../../../shared/contracts/http/ticket-queries.ts';
import { useConsole } from '../console-context.ts';
import { afterMarksAnswer, type ImportantMarks } from '../important/important-marks.ts';
import { afterAnswer, type FiguresState } from '../live/figures-state.ts';
import { afterCountsAnswer, type ListCounts } from '../live/list-counts.ts';
import type { OutputOf } from './call-operation.ts';
import { queryKeys } from './query-keys.ts';

export type Me = OutputOf<typeof getMe>;

/** The signed-in agent with their services. */
export const useMe = (): UseQueryResult<Me> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.me(),
    queryFn: ({ signal }) => call(getMe, { params: {}, signal }),
    staleTime: 5 * 60_000,
  });
};

export type ServiceView = OutputOf<typeof getService>;

/** A service with its agents and groups. */
export const useService = (serviceId: string): UseQueryResult<ServiceView> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.service(serviceId),
    queryFn: ({ signal }) => call(getService, { params: { serviceId }, signal }),
    staleTime: 5 * 60_000,
  });
};

/** Milliseconds. With time alone, tickets leave the last 24 hours: nothing tells of it. */
const READ_AGAIN = 10 * 60_000;

export type FieldView = OutputOf<typeof listFields>['fields'][number];

/** The service's own fields that the agent may see, in their order; with deleted ones, of which tickets have values. */
export const useServiceFields = (serviceId: string): UseQueryResult<readonly FieldView[]> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.serviceFields(serviceId),
    queryFn: async ({ signal }): Promise<readonly FieldView[]> =>
      (await call(listFields, { params: { serviceId }, signal })).fields,
    staleTime: 5 * 60_000,
  });
};

/** The figures of the mini dashboard; live updates change them in the cache. */
export const useFigures = (serviceId: string): UseQueryResult<FiguresState> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const queryKey = queryKeys.figures(serviceId);
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const answer = await call(getFigures, { params: { serviceId }, signal });
      return afterAnswer(cache.getQueryData<FiguresState>(queryKey), answer);
    },
    refetchInterval: READ_AGAIN,
  });
};

/** The number of tickets in each list; live updates change them in the cache. What the agent marked comes with them. */
export const useListCounts = (serviceId: string): UseQueryResult<ListCounts> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const queryKey = queryKeys.listCounts(serviceId);
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const askedAt = Date.now();
      const answer = await call(getListCounts, { params: { serviceId }, signal });
      cache.setQueryData<ImportantMarks>(queryKeys.important(serviceId), (shown) =>
        afterMarksAnswer(shown, answer.marked, askedAt),
      );
      return afterCountsAnswer(cache.getQueryData<ListCounts>(queryKey), answer);
    },
  });
};
