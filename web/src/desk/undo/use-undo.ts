import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../../shared/contracts/http/operations.ts';
import { ticketLabel } from '../../../../shared/domain/ticket/ticket.ts';
import { announce } from '../../ui/announcer.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { settleTicket } from '../api/settle-ticket.ts';
import type { TicketView } from '../api/ticket-queries.ts';
import { useConsole } from '../console-context.ts';
import { useDesk } from '../desk-context.ts';
import { draftShelf } from '../drafts/draft-shelf.ts';
import { partsOf } from '../drafts/draft-sync.ts';
import { draftKey } from '../drafts/draft.ts';
import { useErrorWords } from '../error-words.tsx';
import { undoOffer, type UndoOffer } from './undo-offer.ts';

type Undoable = Pick<UndoOffer, 'command' | 'answers'>;
type Undone = { readonly ticket: TicketView } | { readonly refused: readonly string[] };

/**
 * Takes back answers of the agent whose mails have not left. One alone: its ticket opens again, with the text in the
 * editor. Several: together, and it is said which could not be taken back.
 */
export const useUndo = (): { readonly undo: (answers: Undoable) => void; readonly isBusy: boolean } => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const errorWords = useErrorWords();
  const { service, list, me } = useDesk();
  const { serviceId } = service;

  /** Puts the text with its files, which the desk has made the agent's draft again, where the editor looks first. */
  const keepText = async (ticket: TicketView, command: Undoable['command']): Promise<void> => {
    const { number } = ticket;
    const found = await call(operations.getDraft, { params: { serviceId, number } });
    const key = draftKey(me.agentId, serviceId, number);
    const shelf = draftShelf();
    // A text that was begun since stays; the desk has the other among the draft's versions.
    if (shelf.get(key) !== null) return;
    shelf.put(key, {
      ...partsOf(found),
      command,
      seenVersion: ticket.version,
      seenAt: ticket.activityAt,
      savedAt: found.savedAt ?? new Date().toISOString(),
      unsettled: null,
      title: ticket.title,
      trouble: null,
    });
  };
  const tell = (message: string, color: 'green' | 'red'): void => {
    announce(message);
    notifications.show({ message, color, withBorder: true });
  };

  const { mutate, isPending } = useMutation({
    mutationFn: async ({ command, answers }: Undoable): Promise<Undone> => {
      const [first, ...others] = answers;
      if (first !== undefined && others.length === 0) {
        const { number, entryId } = first;
        const ticket = await call(operations.takeBackAnswer, { params: { serviceId, number }, body: { entryId } });
        // The text comes once the ticket allows its command again. When it can't be read now, the open ticket reads it.
        await settleTicket(cache, ticket);
        await keepText(ticket, command).catch(() => undefined);
        return { ticket };
      }
      const { results } = await call(operations.batchTickets, {
        params: { serviceId },
        body: {
          numbers: answers.map(({ number }) => number),
          command: { kind: 'undo', entryIds: answers.map(({ entryId }) => entryId) },
        },
        idempotencyKey: crypto.randomUUID(),
      });
      for (const { number } of answers)
        void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
      return { refused: results.flatMap((result) => (result.ok ? [] : [ticketLabel(result.number)])) };
    },
    onSuccess: (undone, { answers }) => {
      if ('ticket' in undone) {
        const { number } = undone.ticket;
        announce(t('undo.done', { label: ticketLabel(number) }));
        void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number } });
      } else if (undone.refused.length === 0) tell(t('undo.doneAll', { count: answers.length }), 'green');
      else
        tell(
          t('undo.doneSome', {
            count: answers.length - undone.refused.length,
            labels: undone.refused.join(', '),
          }),
          'red',
        );
    },
    onError: (error, { answers }) => {
      const [first] = answers;
      if (first !== undefined)
        void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, first.number) });
      tell(t('undo.refused', { why: errorWords(error) }), 'red');
    },
    onSettled: (_undone, _error, { answers }) => {
      for (const { entryId } of answers) undoOffer.endFor(entryId);
    },
  });
  return {
    undo: (answers) => {
      if (!isPending) mutate(answers);
    },
    isBusy: isPending,
  };
};
