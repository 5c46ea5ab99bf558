import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryView } from '../api/use-entries.ts';
import { ProblemError } from '../api/problem-error.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { useSendAgain } from '../api/use-send-again.ts';
import { useRefusal } from './use-refusal.ts';

/** Has a failed mail sent again. What comes of it the history says, here and in every other console. */
export const SendAgainButton = ({
  mail,
  ticket,
}: {
  readonly mail: NonNullable<EntryView['mail']>;
  readonly ticket: TicketView;
}): ReactNode => {
  const { t } = useTranslation();
  const refusal = useRefusal(ticket);
  const order = useSendAgain(ticket.serviceId, ticket.number, mail.id, {
    onOrdered: ({ to }) => {
      notifications.show({ message: t('mail.orderedAgain', { to }) });
    },
    onRefused: (error) => {
      const message =
        error instanceof ProblemError && error.code === 'mail_not_failed'
          ? t('mail.notFailed')
          : refusal(error).message;
      notifications.show({ color: 'red', message });
    },
  });
  return (
    <Button
      size="compact-xs"
      variant="light"
      color="red"
      aria-disabled={order.isPending}
      onClick={() => {
        if (!order.isPending) order.mutate(undefined);
      }}
    >
      {t(order.isPending ? 'mail.sendingAgain' : 'mail.sendAgain')}
    </Button>
  );
};
