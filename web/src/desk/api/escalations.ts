import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { listEscalations } from '../../../../shared/contracts/http/escalations.ts';
import { useConsole } from '../console-context.ts';
import type { OutputOf } from './call-operation.ts';
import { queryKeys } from './query-keys.ts';
import type { TicketView } from './ticket-queries.ts';

/** A hand-over as one of its two sides sees it. */
export type EscalationView = OutputOf<typeof listEscalations>['escalations'][number];

/** Milliseconds. What happens to the ticket on the other side is no news of this one. */
const LOOK_AGAIN = 20_000;

/** Whether something is to be told of transfers where the ticket is shown. */
export const hasTransfer = ({
  transfer,
  transferring,
  origin,
}: Pick<TicketView, 'transfer' | 'transferring' | 'origin'>): boolean =>
  transfer === 'issue' || transferring || origin !== null;

/** What a ticket was handed over by, newest first, and what made it; read again with everything else of the ticket. */
export const useEscalations = (
  { serviceId, number }: Pick<TicketView, 'serviceId' | 'number'>,
  enabled = true,
): UseQueryResult<readonly EscalationView[]> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.escalations(serviceId, number),
    queryFn: async ({ signal }): Promise<readonly EscalationView[]> =>
      (await call(listEscalations, { params: { serviceId, number }, signal })).escalations,
    enabled,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'ordered' || status === 'waiting') === true ? LOOK_AGAIN : false,
  });
};
