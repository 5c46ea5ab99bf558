import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { forgetTicket, settleTicket } from '../desk/api/settle-ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useNextTicket } from '../desk/use-next-ticket.ts';
import { announce } from '../ui/announcer.tsx';
import { useRefusal } from './use-refusal.ts';

/** Restores a ticket out of the spam, or deletes it for good after a question. Not shown to who may do neither. */
export const SpamActions = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const { list } = useDesk();
  const { call } = useConsole();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { moveOn } = useNextTicket();
  const refusalOf = useRefusal(ticket);
  const [asks, setAsks] = useState(false);
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
    mutationFn: (idempotencyKey: string) =>
      call(operations.restoreTicket, { params: { serviceId, number }, body: {}, idempotencyKey }),
    onSuccess: (restored) => {
      void settleTicket(cache, restored);
      tell(t('spam.restored', { label, status: t(`status.${restored.status}`) }));
      // The buttons disappear; without this the focus would go back to the top of the page.
      document.getElementById('ticket')?.focus({ preventScroll: true });
    },
    onError: refuse,
  });
  const remove = useMutation({
    mutationFn: (idempotencyKey: string) =>
      call(operations.deleteTicket, { params: { serviceId, number }, idempotencyKey }),
    onSuccess: async () => {
      document.getElementById('list')?.focus({ preventScroll: true });
      tell(t('spam.deleted', { label }));
      await (moveOn(number) ?? navigate({ to: '/s/$serviceId/$list', params: { serviceId, list } }));
      forgetTicket(cache, serviceId, number);
    },
    onError: (error) => {
      setAsks(false);
      refuse(error);
    },
  });

  return (
    <>
      {ticket.allowed.includes('restore') && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
          aria-busy={restore.isPending}
          onClick={() => {
            if (!restore.isPending) restore.mutate(crypto.randomUUID());
          }}
        >
          {t('spam.restore')}
        </Button>
      )}
      {ticket.allowed.includes('delete') && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} stroke={1.75} />}
          onClick={() => {
            setAsks(true);
          }}
        >
          {t('spam.delete')}
        </Button>
      )}
      <Modal
        opened={asks}
        onClose={() => {
          setAsks(false);
        }}
        title={t('spam.deleteTitle', { label })}
        closeButtonProps={{ 'aria-label': t('why.close') }}
        centered
      >
        <Text size="sm" dir="auto" fw={500} mb={8}>
          {ticket.title}
        </Text>
        <Text size="sm">{t('spam.deleteText')}</Text>
        <Group justify="flex-end" gap={8} mt={24}>
          <Button
            variant="default"
            data-autofocus
            onClick={() => {
              setAsks(false);
            }}
          >
            {t('create.cancel')}
          </Button>
          <Button
            color="red.9"
            aria-busy={remove.isPending}
            onClick={() => {
              if (!remove.isPending) remove.mutate(crypto.randomUUID());
            }}
          >
            {t('spam.deleteConfirm')}
          </Button>
        </Group>
      </Modal>
    </>
  );
};
