import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import type { OutputOf } from './call-operation.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';

export type Me = OutputOf<typeof operations.getMe>;

/** Who is signed in, and in which services. */
export const useMe = (): UseQueryResult<Me> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.me(),
    queryFn: ({ signal }) => call(operations.getMe, { params: {}, signal }),
    staleTime: 5 * 60_000,
  });
};
