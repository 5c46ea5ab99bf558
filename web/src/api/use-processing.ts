import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { operations } from '../../../shared/contracts/http/operations.ts';
import { useConsole } from './console-context.ts';
import { ProblemError } from './problem-error.ts';
import { queryKeys } from './query-keys.ts';
import { settleTicket } from './settle-ticket.ts';
import type { TicketView } from './use-ticket.ts';

export type ProcessCommand = 'resolve' | 'pend' | 'comment';

/** One decision: the text, the version it was made on, and the key that all its tries share. */
export type Decision = {
  readonly command: ProcessCommand;
  readonly html: string;
  readonly version: number;
  readonly key: string;
};
export type Processing = UseMutationResult<TicketView, Error, Decision>;
export type ProcessingHooks = {
  readonly onDone: (ticket: TicketView, decision: Decision) => void;
  readonly onRefused: (error: Error, decision: Decision) => void;
};

type ProcessingOperation =
  typeof operations.commentTicket | typeof operations.resolveTicket | typeof operations.pendTicket;

/**
 * What commenting, resolving and pending have in common. While offline the decision waits and leaves by itself later. A
 * comment stays in the house: what arrived meanwhile doesn't hold it back.
 */
export const useProcessing = (
  command: ProcessCommand,
  operation: ProcessingOperation,
  serviceId: string,
  number: number,
  { onDone, onRefused }: ProcessingHooks,
): Processing => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    mutationKey: ['process', serviceId, number, command],
    scope: { id: `${serviceId}/${number}` },
    mutationFn: ({ html, version, key }: Decision) =>
      call(operation, {
        params: { serviceId, number },
        body: { html },
        ...(command === 'comment' ? {} : { ifMatch: version }),
        idempotencyKey: key,
      }),
    onSuccess: (ticket, decision) => {
      const settled = settleTicket(cache, ticket);
      onDone(ticket, decision);
      // Until the history has the entry, the decision stands in for it.
      return settled;
    },
    onError: (error, decision) => {
      if (error instanceof ProblemError)
        void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
      onRefused(error, decision);
    },
  });
};
