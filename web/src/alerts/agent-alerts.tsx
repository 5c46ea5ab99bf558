import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { notificationState } from '../desk/alerts/browser-notifications.ts';
import { playChime } from '../desk/alerts/chime.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useLive, type Hint } from '../desk/live/live-context.ts';
import { gatherAlerts, type TicketAlert } from './gathered-alerts.ts';

const WORDS = {
  assigned: 'alerts.assigned',
  replied: 'alerts.replied',
  call_due: 'figures.callFellDue',
  mail_failed: 'mail.news.failed',
} as const;
const KINDS = {
  ticket_forwarded: 'assigned',
  ticket_assigned: 'assigned',
  mail_failed: 'mail_failed',
  mail_bounced: 'mail_failed',
} as const satisfies Partial<Record<Hint['fact'], TicketAlert['kind']>>;
const kindOf = (fact: Hint['fact']): TicketAlert['kind'] | undefined =>
  Object.hasOwn(KINDS, fact) ? KINDS[fact as keyof typeof KINDS] : undefined;

/**
 * Tells the agent by a notification of the browser and a sound, as they chose, what happens on their tickets while they
 * look elsewhere. A burst is told once.
 */
export const AgentAlerts = (): ReactNode => {
  const { t } = useTranslation();
  const { me, service, list } = useDesk();
  const { number: open } = useParams({ strict: false });
  const { onChanges, onHint, onCallDue } = useLive();
  const navigate = useNavigate();
  const { serviceId } = service;

  const show = (told: readonly TicketAlert[]): void => {
    const [{ kind, number }] = told as readonly [TicketAlert, ...TicketAlert[]];
    const isOne = told.every((alert) => alert.number === number);
    const words =
      told.length === 1 ? t(WORDS[kind], { label: ticketLabel(number) }) : t('alerts.several', { count: told.length });
    const notification = new Notification(service.name, { body: words, tag: `handover ${serviceId}`, silent: true });
    notification.onclick = () => {
      window.focus();
      notification.close();
      void navigate(
        isOne
          ? { to: '/s/$serviceId/$list/$number', params: { serviceId, list, number } }
          : { to: '/s/$serviceId/$list', params: { serviceId, list: 'my_processing' } },
      );
    };
  };
  const tell = (alerts: readonly TicketAlert[]): void => {
    const chosen = me.preferences.alerts;
    const shown = alerts.filter(({ kind }) => chosen[kind].notification);
    if (alerts.some(({ kind }) => chosen[kind].sound)) playChime();
    if (shown.length > 0 && notificationState() === 'granted') show(shown);
  };
  const isSeen = (number: number): boolean => number === open && document.hasFocus();
  const latest = useRef({ tell, isSeen });
  useEffect(() => {
    latest.current = { tell, isSeen };
  });

  useEffect(() => {
    const gathering = gatherAlerts(serviceId, {
      tell: (alerts) => {
        latest.current.tell(alerts);
      },
      isSeen: (number) => latest.current.isSeen(number),
    });
    const stops = [
      onHint(({ number, fact, assigneeId }) => {
        const kind = kindOf(fact);
        if (kind !== undefined && assigneeId === me.agentId) gathering.add({ kind, number });
      }),
      onChanges(({ rows }) => {
        for (const { number, replied, assigneeId } of rows)
          if (replied && assigneeId === me.agentId) gathering.add({ kind: 'replied', number });
      }),
      onCallDue(({ number }) => {
        gathering.add({ kind: 'call_due', number });
      }),
    ];
    return () => {
      gathering.stop();
      for (const stop of stops) stop();
    };
  }, [serviceId, me.agentId, onHint, onChanges, onCallDue]);
  return null;
};
