import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useLive, type Hint } from '../desk/live/live-context.ts';

const WORDS = {
  mail_delayed: 'mail.news.delayed',
  mail_failed: 'mail.news.failed',
  mail_bounced: 'mail.news.bounced',
} as const;
type BadNews = keyof typeof WORDS;
const isBadNews = (fact: string): fact is BadNews => Object.hasOwn(WORDS, fact);

/**
 * Notifies the assignee, wherever they are in the console, that a mail of their ticket is late, failed or came back. A
 * ticket has one notification, the newest.
 */
export const MailNews = (): ReactNode => {
  const { t } = useTranslation();
  const {
    me,
    service: { serviceId },
    list,
  } = useDesk();
  const { onChanges, onHint } = useLive();
  const navigate = useNavigate();
  useEffect(() => {
    const idOf = (number: number): string => `mail-${serviceId}-${number}`;
    const tell = ({ number, fact, assigneeId }: Hint): void => {
      const id = idOf(number);
      // The mail was sent after all, or somebody has ordered that it is sent again.
      if (fact === 'mail_sent' || fact === 'mail_requeued') notifications.hide(id);
      if (!isBadNews(fact) || assigneeId !== me.agentId) return;
      const label = ticketLabel(number);
      const show = (): void => {
        notifications.hide(id);
        void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number } });
      };
      notifications.hide(id);
      notifications.show({
        id,
        color: 'red',
        withBorder: true,
        autoClose: false,
        message: (
          <>
            {t(WORDS[fact], { label })}{' '}
            <Button variant="subtle" size="compact-xs" onClick={show}>
              {t('mail.news.show', { label })}
            </Button>
          </>
        ),
      });
    };
    const stopHints = onHint(tell);
    // Whose ticket it is no more hears nothing further of its mails.
    const stopChanges = onChanges(({ rows, removed }) => {
      for (const { number, assigneeId } of rows) if (assigneeId !== me.agentId) notifications.hide(idOf(number));
      for (const number of removed) notifications.hide(idOf(number));
    });
    return () => {
      stopHints();
      stopChanges();
    };
  }, [t, me.agentId, serviceId, list, onChanges, onHint, navigate]);
  return null;
};
