import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { dismissDeparture, listDepartures } from '../../../shared/contracts/http/departures.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useConsole } from '../desk/console-context.ts';

type Departures = OutputOf<typeof listDepartures>;
export type DepartureView = Departures['departures'][number];

/** Agents who left with open tickets; the API shows them to administrators only. Live updates lead to a new read. */
export const useDepartures = (serviceId: string, enabled: boolean): UseQueryResult<Departures> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.departures(serviceId),
    queryFn: ({ signal }) => call(listDepartures, { params: { serviceId }, signal }),
    staleTime: 5 * 60_000,
    enabled,
  });
};

/** Dismisses a departure for all administrators. It disappears at once, and is back if that fails. */
export const useDismissDeparture = (
  serviceId: string,
  onRefused: (error: Error) => void,
): UseMutationResult<unknown, Error, string> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const queryKey = queryKeys.departures(serviceId);
  return useMutation({
    mutationFn: (departureId: string) => call(dismissDeparture, { params: { serviceId, departureId } }),
    onMutate: async (departureId) => {
      await cache.cancelQueries({ queryKey });
      cache.setQueryData<Departures>(
        queryKey,
        (shown) => shown && { departures: shown.departures.filter((each) => each.departureId !== departureId) },
      );
    },
    onError: onRefused,
    onSettled: () => cache.invalidateQueries({ queryKey }),
  });
};
