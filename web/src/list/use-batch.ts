import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { batchTickets } from '../../../shared/contracts/http/ticket-batch.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { mutationKeys, queryKeys } from '../desk/api/query-keys.ts';
import { rememberOwnChange } from '../desk/api/settle-ticket.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { troubleOf } from '../desk/drafts/trouble.ts';
import { useTroubleWords } from '../desk/drafts/use-trouble-words.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { useImportant } from '../desk/important/important-context.ts';
import { undoOffer } from '../desk/undo/undo-offer.ts';
import type { BatchCommand } from './batch-plan.ts';

/** A batch as it is sent; for a retry it is sent again as it was, with its key. */
export type Batch = { readonly numbers: readonly number[]; readonly command: BatchCommand; readonly key: string };
type BatchResult = OutputOf<typeof batchTickets>['results'][number];

/**
 * Sends a batch. While the browser is offline it fails at once, so that nothing leaves later that nobody looks at any
 * more. The rows are brought up to date by the live connection.
 */
export const useBatch = (
  serviceId: string,
  {
    onDone,
    onFailed,
  }: {
    readonly onDone: (results: readonly BatchResult[]) => void;
    readonly onFailed: (error: Error, batch: Batch) => void;
  },
): UseMutationResult<readonly BatchResult[], Error, Batch> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const { show } = useImportant();
  const { t } = useTranslation();
  const { undoSeconds } = useDesk().service;
  return useMutation({
    mutationKey: mutationKeys.batch(serviceId),
    networkMode: 'always',
    mutationFn: async ({ numbers, command, key }: Batch) => {
      const body = { numbers: [...numbers], command };
      return (await call(batchTickets, { params: { serviceId }, body, idempotencyKey: key })).results;
    },
    onSuccess: (results, { command }) => {
      for (const result of results) {
        if (!result.ok) continue;
        if (command.kind === 'mark_important') {
          show(result.number, command.important);
          continue;
        }
        rememberOwnChange(serviceId, result.number, result.version);
        void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, result.number) });
      }
      const answers = results.flatMap((result) =>
        result.ok && result.lastEntryId !== null ? [{ number: result.number, entryId: result.lastEntryId }] : [],
      );
      if (command.kind === 'resolve' || command.kind === 'pend')
        undoOffer.makeFor(undoSeconds, {
          serviceId,
          command: command.kind,
          answers,
          words: t(`undo.${command.kind}All`, { count: answers.length }),
        });
      onDone(results);
    },
    onError: onFailed,
  });
};

/** Refusals of which the words for an answer's text tell more: who has the ticket, which words are restricted. */
const TOLD_AS_TROUBLE: ReadonlySet<string> = new Set([
  'illegal_transition',
  'not_assignee',
  'restricted_words',
  'text_required',
]);

/** A function that says why a ticket of a batch was refused; who has it, when somebody was faster. */
export const useRefusedWords = (): ((refused: Extract<BatchResult, { readonly ok: false }>) => string) => {
  const troubleWords = useTroubleWords();
  const errorWords = useErrorWords();
  return useCallback(
    ({ problem }) => {
      const error = new ProblemError({ type: 'about:blank', ...problem }, problem.status);
      return TOLD_AS_TROUBLE.has(error.code)
        ? troubleWords(troubleOf(error, new Date().toISOString()))
        : errorWords(error);
    },
    [errorWords, troubleWords],
  );
};
