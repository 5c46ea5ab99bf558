import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';
import { settleTicket } from './settle-ticket.ts';
import type { TicketView } from './use-ticket.ts';

export type KeepDecision = { readonly groupId?: string; readonly key: string };
export type KeepHooks = { readonly onKept: () => void; readonly onRefused: (error: Error) => void };

/**
 * Takes an unassigned ticket, whatever was said on it meanwhile: so no version is asked for. When somebody else was
 * quicker, the refusal says who, and the ticket is read again.
 */
export const useKeepTicket = (
  serviceId: string,
  number: number,
  { onKept, onRefused }: KeepHooks,
): UseMutationResult<TicketView, Error, KeepDecision> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    mutationKey: ['keep', serviceId, number],
    mutationFn: ({ groupId, key }: KeepDecision) =>
      call(operations.keepTicket, {
        params: { serviceId, number },
        body: groupId === undefined ? {} : { groupId },
        idempotencyKey: key,
      }),
    // Here and not at the call: live news may take the button away before the answer comes.
    onSuccess: (ticket) => {
      void settleTicket(cache, ticket);
      onKept();
    },
    onError: (error) => {
      void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
      onRefused(error);
    },
  });
};
