import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../../shared/domain/ticket/ticket.ts';
import { announce } from '../../ui/announcer.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { settleTicket } from '../api/settle-ticket.ts';
import { useConsole } from '../console-context.ts';
import { useDesk } from '../desk-context.ts';
import { draftSync } from '../drafts/draft-sync.ts';
import { draftKey } from '../drafts/draft.ts';
import { isClearRefusal } from '../drafts/trouble.ts';
import { useErrorWords } from '../error-words.tsx';
import { aim } from '../keyboard/aim.ts';
import { takeBack, type Undoable, type Undone } from './take-back.ts';
import { undoOffer } from './undo-offer.ts';

/**
 * Takes back answers of the agent whose mails have not left. One alone: its ticket opens again, with the text in the
 * editor and the cursor in it. Several: together, and it is said which could not be taken back. What fails without a
 * clear refusal stays offered, since it can be repeated.
 */
export const useUndo = (): { readonly undo: (answers: Undoable) => void; readonly isBusy: boolean } => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const errorWords = useErrorWords();
  const { list, me } = useDesk();

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
      const { serviceId, command, answers } = undoable;
      // The open ticket reads the text as soon as its version changes, perhaps before the answer has come here.
      for (const { number } of answers) draftSync().comesBack(draftKey(me.agentId, serviceId, number), command);
      const undone = await takeBack(call, undoable);
      if ('ticket' in undone) await settleTicket(cache, undone.ticket);
      else readAgain(undoable);
      return undone;
    },
    onSuccess: (undone, undoable) => {
      end(undoable);
      // The texts are drafts again.
      void cache.invalidateQueries({ queryKey: queryKeys.drafts(undoable.serviceId) });
      if ('ticket' in undone) {
        const { serviceId, number } = undone.ticket;
        announce(t('undo.done', { label: ticketLabel(number) }));
        // Whoever takes an answer back goes on writing it.
        void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number } }).then(() => {
          aim.order(undoable.command, number);
        });
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
