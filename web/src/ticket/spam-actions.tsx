import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteTicket, restoreTicket } from '../../../shared/contracts/http/tickets.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { forgetTicket, settleTicket } from '../desk/api/settle-ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { focusList } from '../desk/focus-pane.ts';
import type { TicketAction } from '../desk/keyboard/shortcuts.ts';
import { focusTicketOnAnswer, useTicketAction } from '../desk/keyboard/use-action.ts';
import { useFocusBack } from '../desk/use-focus-back.ts';
import { useNextTicket } from '../desk/use-next-ticket.ts';
import { announce } from '../ui/announcer.tsx';
import { useRefusal } from './use-refusal.ts';

/** Makes what a button does a command of the palette, too. */
const OfferedAction = ({
  action,
  number,
  run,
}: {
  readonly action: TicketAction;
  readonly number: number;
  readonly run: () => void;
}): ReactNode => {
  useTicketAction(action, number, run, null);
  return null;
};

const loadConfirm = () =>
  import('./confirm-dialog.tsx').then(({ ConfirmDialog: component }) => ({ default: component }));
const ConfirmDialog = lazy(loadConfirm);

/**
 * Restores a ticket out of the spam, or deletes it for good after a question. Not shown to who may do neither. While
 * the browser is offline both fail at once, so that nothing leaves later that nobody looks at any more.
 */
export const SpamActions = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const { list } = useDesk();
  const { call } = useConsole();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { isHere, moveOn } = useNextTicket();
  const refusalOf = useRefusal(ticket);
  const [asks, setAsks] = useState(false);
  const deleteButton = useRef<HTMLButtonElement>(null);
  useFocusBack(asks, deleteButton);
  const { serviceId, number } = ticket;
  const label = ticketLabel(number);
  const tell = (words: string): void => {
    announce(words);
    notifications.show({ message: words, withBorder: true });
  };
  const refuse = (error: Error): void => {
    notifications.show({ message: refusalOf(error), color: 'yellow', withBorder: true });
  };

  const restore = useMutation({
    networkMode: 'always',
    mutationFn: (idempotencyKey: string) =>
      call(restoreTicket, { params: { serviceId, number }, body: {}, idempotencyKey }),
    onSuccess: (restored) => {
      void settleTicket(cache, restored);
      tell(t('spam.restored', { label, status: t(`status.${restored.status}`) }));
      // The buttons disappear; without this the focus would go back to the top of the page.
      if (isHere()) focusTicketOnAnswer();
    },
    onError: refuse,
  });
  const remove = useMutation({
    networkMode: 'always',
    mutationFn: (idempotencyKey: string) => call(deleteTicket, { params: { serviceId, number }, idempotencyKey }),
    onSuccess: async () => {
      tell(t('spam.deleted', { label }));
      if (isHere()) {
        focusList();
        await (moveOn(number) ?? navigate({ to: '/s/$serviceId/$list', params: { serviceId, list } }));
      }
      forgetTicket(cache, serviceId, number);
    },
    onError: (error) => {
      setAsks(false);
      refuse(error);
    },
  });

  const giveBack = (): void => {
    if (!restore.isPending) restore.mutate(crypto.randomUUID());
  };
  const ask = (): void => {
    setAsks(true);
  };
  return (
    <>
      {ticket.allowed.includes('restore') && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
          aria-busy={restore.isPending}
          onClick={giveBack}
        >
          <OfferedAction action="restore" number={number} run={giveBack} />
          {t('spam.restore')}
        </Button>
      )}
      {ticket.allowed.includes('delete') && (
        <Button
          ref={deleteButton}
          variant="default"
          leftSection={<IconTrash size={16} stroke={1.75} />}
          onFocus={() => {
            loadConfirm().catch(() => undefined);
          }}
          onClick={ask}
        >
          <OfferedAction action="delete" number={number} run={ask} />
          {t('spam.delete')}
        </Button>
      )}
      {asks && (
        <Suspense>
          <ConfirmDialog
            ticket={ticket}
            state={{ isPending: remove.isPending, refusal: null, blocked: null }}
            title={t('spam.deleteTitle', { label })}
            text={t('spam.deleteText')}
            yes={t('spam.deleteConfirm')}
            color="red.9"
            onYes={() => {
              remove.mutate(crypto.randomUUID());
            }}
            onClose={() => {
              setAsks(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
};
