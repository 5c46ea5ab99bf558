import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { getService } from '../../../../shared/contracts/http/desk.ts';
import type { ServiceView } from '../../desk/api/service-queries.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';

/** Milliseconds after which what other administrators changed is read, while a section shows it. */
export const READ_AGAIN = 15_000;

/**
 * The open service as it is now: read when a section is opened, and again while it is. Also what reads it at once, and
 * what puts a part of it that was just saved into the cache.
 */
export const useFreshService = (): {
  readonly service: ServiceView;
  readonly readService: () => Promise<ServiceView | null>;
  readonly putService: (change: (service: ServiceView) => ServiceView) => void;
} => {
  const { call } = useConsole();
  const { service } = useDesk();
  const cache = useQueryClient();
  const { serviceId } = service;
  const queryKey = queryKeys.service(serviceId);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => call(getService, { params: { serviceId }, signal }),
    refetchOnMount: 'always',
    refetchInterval: READ_AGAIN,
    staleTime: 0,
  });
  return {
    service: data ?? service,
    readService: useCallback(async () => {
      await cache.refetchQueries({ queryKey: queryKeys.service(serviceId), exact: true });
      return cache.getQueryData<ServiceView>(queryKeys.service(serviceId)) ?? null;
    }, [cache, serviceId]),
    putService: useCallback(
      (change) => {
        cache.setQueryData<ServiceView>(queryKeys.service(serviceId), (known) => known && change(known));
      },
      [cache, serviceId],
    ),
  };
};
