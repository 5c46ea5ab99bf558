import { Button, NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServiceFields } from '../desk/api/service-queries.ts';
import { useEvents, type EventView, type TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { eventWords, type ChangeWords, type EventNames } from '../desk/event-words.ts';
import { Timestamp, useNow } from '../desk/timestamp.tsx';
import { useEventNames } from '../desk/use-event-names.ts';
import { byDay } from '../ui/by-day.ts';
import { longDay } from '../ui/format-time.ts';
import { Nothing } from '../ui/pane-state.tsx';
import { EVENT_KINDS, kindOf } from './event-kinds.ts';
import { PanelLoading } from './panel-loading.tsx';
import styles from './event-log-panel.module.css';

/** Events that say that something went wrong with a mail; they are shown in red. */
const BAD: ReadonlySet<EventView['type']> = new Set(['mail_failed', 'mail_bounced', 'mail_delayed', 'outward_failed']);

const Change = (change: ChangeWords): ReactNode => {
  const { t } = useTranslation();
  return (
    <p className={styles.change} dir="auto">
      {change.label}:{' '}
      {'instead' in change ? (
        <em className={styles.instead}>{change.instead}</em>
      ) : (
        <>
          {change.before !== null && <>{change.before} → </>}
          {change.after ?? t('events.nothing')}
        </>
      )}
    </p>
  );
};

const EventLine = ({ event, names }: { readonly event: EventView; readonly names: EventNames }): ReactNode => {
  const { t } = useTranslation();
  const { what, who, changes, why } = eventWords(t, event, names);
  return (
    <li className={styles.event} data-bad={BAD.has(event.type) || undefined}>
      <p className={styles.what}>{what}</p>
      <p className={styles.who}>
        {who} · <Timestamp at={event.at} as="clock" />
      </p>
      {changes.map((change, index) => (
        <Change key={index} {...change} />
      ))}
      {why !== null && <p className={styles.change}>{why}</p>}
    </li>
  );
};

/** The ticket's event log, newest first: who did what and when, with the values before and after. */
export const EventLogPanel = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const { timeStyle } = useDesk();
  const now = useNow();
  const query = useEvents(ticket.serviceId, ticket.number);
  const fields = useServiceFields(ticket.serviceId);
  const names = useEventNames(fields.data);
  const [kind, setKind] = useState<(typeof EVENT_KINDS)[number] | 'all'>('all');
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  // Without the fields their codes would be shown first.
  if (query.isPending || fields.isPending) return <PanelLoading />;
  if (query.isError && events.length === 0)
    return <LoadFailed title={t('events.failed')} error={query.error} onRetry={() => void query.refetch()} />;
  if (events.length === 0) return <Nothing text={t('events.empty')} />;
  const shown = events.filter(({ type }) => kind === 'all' || kindOf(type) === kind);
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('events.kind')}
        className={styles.kind}
        data={(['all', ...EVENT_KINDS] as const).map((value) => ({ value, label: t(`events.kind.${value}`) }))}
        value={kind}
        onChange={({ currentTarget: { value } }) => {
          setKind(EVENT_KINDS.find((known) => known === value) ?? 'all');
        }}
      />
      {shown.length === 0 && <Nothing text={t('events.noneOfKind')} />}
      {byDay(shown, timeStyle.timeZone).map((day) => (
        <section key={day.day} aria-labelledby={`events-${day.day}`}>
          <h3 className={styles.day} id={`events-${day.day}`}>
            {longDay(day.events[0]!.at, now, timeStyle)}
          </h3>
          <ol className={styles.events}>
            {day.events.map((event) => (
              <EventLine key={event.id} event={event} names={names} />
            ))}
          </ol>
        </section>
      ))}
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
