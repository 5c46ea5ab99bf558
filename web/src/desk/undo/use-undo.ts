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
import { isClearRefusal } from '../drafts/trouble.ts';
import { useErrorWords } from '../error-words.tsx';
import { takeBack, type Undoable, type Undone } from './take-back.ts';
import { undoOffer } from './undo-offer.ts';

/**
 * Takes back answers of the agent whose mails have not left. One alone: its ticket opens again, with the text in the
 * editor. Several: together, and it is said which could not be taken back. What fails without a clear refusal stays
 * offered, since it can be repeated.
 */
export const useUndo = (): { readonly undo: (answers: Undoable) => void; readonly isBusy: boolean } => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const errorWords = useErrorWords();
  const { list, me } = useDesk();

  /** Puts the text with its files, which the desk has made the agent's draft again, where the editor looks first. */
  const keepText = async (ticket: TicketView, command: Undoable['command']): Promise<void> => {
    const { serviceId, number } = ticket;
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
  const end = ({ answers }: Undoable): void => {
    for (const { entryId } of answers) undoOffer.endFor(entryId);
  };
  const readAgain = ({ serviceId, answers }: Undoable): void => {
    for (const { number } of answers)
      void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
  };

  const { mutate, isPending } = useMutation({
    mutationFn: async (undoable: Undoable): Promise<Undone> => {
      const undone = await takeBack(call, undoable);
      if ('ticket' in undone) {
        await settleTicket(cache, undone.ticket);
        // The text comes once the ticket allows its command again. When it can't be read now, the open ticket reads it.
        await keepText(undone.ticket, undoable.command).catch(() => undefined);
      } else readAgain(undoable);
      return undone;
    },
    onSuccess: (undone, undoable) => {
      end(undoable);
      if ('ticket' in undone) {
        const { serviceId, number } = undone.ticket;
        announce(t('undo.done', { label: ticketLabel(number) }));
        void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number } });
        return;
      }
      const { refused } = undone;
      const count = undoable.answers.length - refused.length;
      if (refused.length === 0) tell(t('undo.doneAll', { count }), 'green');
      else tell(t('undo.doneSome', { count, labels: refused.map(ticketLabel).join(', ') }), 'red');
    },
    onError: (error, undoable) => {
      readAgain(undoable);
      const isClear = isClearRefusal(error);
      if (isClear) end(undoable);
      tell(t(isClear ? 'undo.refused' : 'undo.unknown', { why: errorWords(error) }), 'red');
    },
  });
  return {
    undo: (answers) => {
      if (!isPending) mutate(answers);
    },
    isBusy: isPending,
  };
};
