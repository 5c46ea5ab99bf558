import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { listOpenCalls } from '../../../../shared/contracts/http/calls.ts';
import { useConsole } from '../console-context.ts';
import type { OutputOf } from './call-operation.ts';
import { queryKeys } from './query-keys.ts';

/** As many as the API gives at once; an agent with more has them counted as "100+". */
const CALLS_AT_ONCE = 100;

/** The agent's open calls, the earliest first; live updates lead to a new read. */
export const useMyCalls = (serviceId: string): UseQueryResult<OutputOf<typeof listOpenCalls>> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.myCalls(serviceId),
    queryFn: ({ signal }) => call(listOpenCalls, { params: { serviceId }, query: { limit: CALLS_AT_ONCE }, signal }),
    staleTime: 5 * 60_000,
  });
};
