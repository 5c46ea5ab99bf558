import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { operations } from '../../../shared/contracts/http/operations.ts';
import type { OutputOf } from './call-operation.ts';
import { useConsole } from './console-context.ts';
import { queryKeys } from './query-keys.ts';

export type MailView = OutputOf<typeof operations.sendMailAgain>;
export type SendAgainHooks = {
  readonly onOrdered: (mail: MailView) => void;
  readonly onRefused: (error: Error) => void;
};

/** Has a failed mail sent again. Asked twice it is ordered once: whoever comes second is told that it waits. */
export const useSendAgain = (
  serviceId: string,
  number: number,
  mailId: string,
  { onOrdered, onRefused }: SendAgainHooks,
): UseMutationResult<MailView, Error, undefined> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    mutationKey: ['send-again', serviceId, number, mailId],
    mutationFn: (_nothing: undefined) =>
      call(operations.sendMailAgain, { params: { serviceId, number, mailId }, body: {} }),
    onSuccess: onOrdered,
    onError: onRefused,
    // Until the history is here again the button stays as it is, so that nobody presses it twice.
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) }),
  });
};
