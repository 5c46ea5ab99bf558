import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { afterAnswer, type FiguresState } from '../live/figures-state.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';

/** The mini dashboard's figures; live news change them in the cache. */
export const useFigures = (serviceId: string): UseQueryResult<FiguresState> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const queryKey = queryKeys.figures(serviceId);
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const answer = await call(operations.getFigures, { params: { serviceId }, signal });
      return afterAnswer(cache.getQueryData<FiguresState>(queryKey), answer);
    },
  });
};
