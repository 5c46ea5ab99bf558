import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NOT_SENT_IN_TIME } from '../../../shared/domain/mail/outgoing-mail.ts';
import { useEvents, type EventView, type TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { Timestamp } from '../desk/timestamp.tsx';
import { isTicketStatus } from '../ui/badges.tsx';
import { Nothing, RowsSkeleton } from '../ui/pane-state.tsx';
import styles from './event-log-panel.module.css';

/** Events that say that something went wrong with a mail; they are shown in red. */
const BAD: ReadonlySet<EventView['type']> = new Set(['mail_failed', 'mail_bounced', 'mail_delayed']);

const EventLine = ({ event }: { readonly event: EventView }): ReactNode => {
  const { t } = useTranslation();
  const { agentName, groupName } = useDesk();
  const who =
    event.actor.kind === 'agent'
      ? (agentName(event.actor.id) ?? t('ticket.somebody'))
      : t(`events.by.${event.actor.kind}`);
  const words = (field: 'status' | 'assignee' | 'group', value: string | null): string => {
    if (value === null) return t('events.nothing');
    if (field === 'status') return isTicketStatus(value) ? t(`status.${value}`) : value;
    return (field === 'assignee' ? agentName(value) : groupName(value)) ?? t('ticket.somebody');
  };
  const changes = (['status', 'assignee', 'group'] as const).flatMap((field) => {
    const change = event.changes[field];
    return change === undefined
      ? []
      : [{ field, before: words(field, change.before), after: words(field, change.after) }];
  });
  return (
    <li className={styles.event} data-bad={BAD.has(event.type) || undefined}>
      <p className={styles.what}>{t(`events.${event.type}`)}</p>
      <p className={styles.who}>
        {who} · <Timestamp at={event.at} as="date" />
      </p>
      {changes.map(({ field, before, after }) => (
        <p key={field} className={styles.change}>
          {t(`events.${field}`)}: {before} → {after}
        </p>
      ))}
      {event.reason !== null && (
        <p className={styles.change}>{event.reason === NOT_SENT_IN_TIME ? t('mail.notSentInTime') : event.reason}</p>
      )}
    </li>
  );
};

/** The ticket's event log, newest first: who did what and when, with the values before and after. */
export const EventLogPanel = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const query = useEvents(ticket.serviceId, ticket.number);
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  if (query.isPending) return <RowsSkeleton rows={4} />;
  if (query.isError && events.length === 0)
    return <LoadFailed title={t('events.failed')} error={query.error} onRetry={() => void query.refetch()} />;
  if (events.length === 0) return <Nothing text={t('events.empty')} />;
  return (
    <>
      <ol className={styles.events}>
        {events.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('events.more')}
        </Button>
      )}
    </>
  );
};
