import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { commentTicket, pendTicket, resolveTicket } from '../../../shared/contracts/http/tickets.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { mutationKeys, queryKeys } from '../desk/api/query-keys.ts';
import { settleTicket } from '../desk/api/settle-ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { Decision, ProcessCommand } from '../desk/drafts/draft.ts';
import { troubleOf } from '../desk/drafts/trouble.ts';
import { useTroubleWords } from '../desk/drafts/use-trouble-words.ts';
import { notifyOutcome } from '../desk/notify-outcome.tsx';
import { undoOffer } from '../desk/undo/undo-offer.ts';
import { useNextTicket } from '../desk/use-next-ticket.ts';
import { announce } from '../ui/announcer.tsx';
import type { WrittenWord } from './marked-text.ts';
import { restrictedIn } from './restricted-in.ts';
import type { DraftControl } from './use-draft.ts';

type ProcessingHooks = {
  readonly sendable: (decision: Decision) => Promise<Decision>;
  readonly onDone: (ticket: TicketView, decision: Decision) => void;
  readonly onRefused: (error: Error, decision: Decision) => void;
};

const OPERATIONS = {
  resolve: resolveTicket,
  pend: pendTicket,
  comment: commentTicket,
} as const satisfies Record<ProcessCommand, unknown>;

/**
 * Resolves or pends a ticket, or comments on it. While the browser is offline the decision waits, and is sent when it
 * is online again. A comment is sent without the version: the customer doesn't see it, so new messages don't matter.
 */
const useProcessing = (
  serviceId: string,
  number: number,
  { sendable, onDone, onRefused }: ProcessingHooks,
): UseMutationResult<TicketView, Error, Decision> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    mutationKey: mutationKeys.process(serviceId, number),
    scope: { id: `${serviceId}/${number}` },
    mutationFn: async (decision: Decision) => {
      const { command, html, uploadIds, draftVersion, version, key } = await sendable(decision);
      return call(OPERATIONS[command], {
        params: { serviceId, number },
        body: {
          html,
          ...(uploadIds.length === 0 ? {} : { uploadIds }),
          ...(draftVersion === null ? {} : { draftVersion }),
        },
        ...(command === 'comment' ? {} : { ifMatch: version }),
        idempotencyKey: key,
      });
    },
    onSuccess: (ticket, decision) => {
      const settled = settleTicket(cache, ticket);
      onDone(ticket, decision);
      // The history shows the decision as being sent until it has read the new entry.
      return settled;
    },
    onError: (error, decision) => {
      if (error instanceof ProblemError)
        void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
      onRefused(error, decision);
    },
  });
};

/**
 * Sends a decision. Afterwards clears the draft, says what was done and goes on as the agent chose; when the decision
 * was refused, the text stays a draft that says why.
 */
export const useProcess = (
  ticket: TicketView,
  draft: DraftControl,
  {
    clear,
    stay,
    markRestricted,
  }: {
    readonly clear: () => void;
    /** The ticket that was processed stays open. */
    readonly stay: () => void;
    readonly markRestricted: (words: readonly WrittenWord[]) => void;
  },
): { readonly send: (decision: Decision) => void } => {
  const { t } = useTranslation();
  const { undoSeconds } = useDesk().service;
  const troubleWords = useTroubleWords();
  const { isHere, openTicket, moveOn } = useNextTicket();
  const { serviceId } = ticket;
  const { mutate } = useProcessing(serviceId, ticket.number, {
    sendable: draft.sendable,
    onDone: (processed, decision) => {
      const { command } = decision;
      draft.sent(decision);
      const label = ticketLabel(processed.number);
      const isForTeam = processed.origin !== null && command !== 'comment';
      const words = isForTeam
        ? t(`editor.toTeam.${command}.done`, { label })
        : t(`editor.${command}.done`, { label, to: processed.customer.email ?? '' });
      announce(words);
      if (isHere()) clear();
      // The agent sees the new comment in the history: no notification is needed.
      if (command === 'comment' && isHere()) {
        stay();
        return;
      }
      const hasMovedOn = !isHere() || moveOn(processed.number) !== null;
      if (!hasMovedOn) stay();
      const entryId = processed.lastEntryId;
      const isOffered =
        command !== 'comment' &&
        !isForTeam &&
        undoOffer.makeFor(undoSeconds, {
          serviceId,
          command,
          answers: entryId === null ? [] : [{ number: processed.number, entryId }],
          words: t(`undo.${command}`, { label, to: processed.customer.email ?? '' }),
        });
      if (isOffered) return;
      notifyOutcome({
        words: words,
        back: hasMovedOn ? t('editor.next', { label }) : null,
        onBack: () => {
          void openTicket(processed.number);
        },
      });
    },
    onRefused: (error) => {
      const trouble = troubleOf(error, new Date().toISOString());
      draft.failed(trouble);
      if (isHere()) {
        markRestricted(restrictedIn(error));
        return;
      }
      // The rail and the ticket's row show it as long as the draft is there; this only draws attention to it.
      const label = ticketLabel(ticket.number);
      notifyOutcome({
        words: `${t('unsent.notOf', { label })} ${troubleWords(trouble)}`,
        isRefused: true,
        back: t('unsent.open', { label }),
        onBack: () => {
          void openTicket(ticket.number);
        },
      });
    },
  });
  return {
    send: (decision) => {
      mutate(decision);
    },
  };
};
