import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';
import { settleTicket } from './settle-ticket.ts';
import type { TicketView } from './use-ticket.ts';

export type KeepDecision = { readonly groupId?: string; readonly version: number; readonly key: string };

/** Takes an unassigned ticket. When somebody else was quicker, the refusal says who, and the ticket is read again. */
export const useKeepTicket = (serviceId: string, number: number): UseMutationResult<TicketView, Error, KeepDecision> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    mutationKey: ['keep', serviceId, number],
    mutationFn: ({ groupId, version, key }: KeepDecision) =>
      call(operations.keepTicket, { params: { serviceId, number }, body: groupId === undefined ? {} : { groupId }, ifMatch: version, idempotencyKey: key }),
    onSuccess: (ticket) => { void settleTicket(cache, ticket); },
    onError: () => { void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) }); },
  });
};
