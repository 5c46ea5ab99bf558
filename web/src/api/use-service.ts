import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import type { OutputOf } from './call-operation.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';

export type ServiceView = OutputOf<typeof operations.getService>;

/** A service with its agents and groups. */
export const useService = (serviceId: string): UseQueryResult<ServiceView> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.service(serviceId),
    queryFn: ({ signal }) => call(operations.getService, { params: { serviceId }, signal }),
    staleTime: 5 * 60_000,
  });
};
