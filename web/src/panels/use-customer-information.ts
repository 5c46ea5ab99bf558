import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { askCustomerInformation, listInformationSources } from '../../../shared/contracts/http/customer-information.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';

export type SourceView = OutputOf<typeof listInformationSources>['sources'][number];
export type Information = OutputOf<typeof askCustomerInformation>;

/** What can be asked about customers of the service. */
export const useInformationSources = (serviceId: string): UseQueryResult<readonly SourceView[]> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.informationSources(serviceId),
    queryFn: async ({ signal }): Promise<readonly SourceView[]> =>
      (await call(listInformationSources, { params: { serviceId }, signal })).sources,
    staleTime: 5 * 60_000,
  });
};

/** One asking: what was typed, and which time it is that the agent asks. */
export type Asking = { readonly typed: Readonly<Record<string, string>>; readonly time: number };

/**
 * Asks a source about the customer of a ticket; null: not yet. Each asking is one call, which is cancelled when its
 * place goes, and its answer is gone with it.
 */
export const useAnswer = (
  { serviceId, number }: Pick<TicketView, 'serviceId' | 'number'>,
  sourceId: string,
  asking: Asking | null,
): UseQueryResult<Information> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.customerInformation(serviceId, number, sourceId, asking),
    queryFn: ({ signal }) =>
      call(askCustomerInformation, {
        params: { serviceId, number, sourceId },
        body: { typed: asking?.typed ?? {} },
        signal,
      }),
    enabled: asking !== null,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
};
