import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import type { InputOf } from './call-operation.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';
import type { TicketView } from './use-ticket.ts';

export type NewTicket = { readonly body: InputOf<typeof operations.createTicket>['body']; readonly key: string };

/** Creates a ticket by hand. */
export const useCreateTicket = (serviceId: string): UseMutationResult<TicketView, Error, NewTicket> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    mutationKey: ['create', serviceId],
    mutationFn: ({ body, key }: NewTicket) =>
      call(operations.createTicket, { params: { serviceId }, body, idempotencyKey: key }),
    onSuccess: (ticket) => {
      cache.setQueryData(queryKeys.ticket(ticket.serviceId, ticket.number), ticket);
    },
  });
};
