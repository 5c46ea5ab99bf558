import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useMyCalls } from '../desk/api/use-my-calls.ts';
import { useDesk } from '../desk/desk-context.ts';
import { writePreference } from '../desk/preferences.ts';
import { isDue, type CallView } from '../desk/reserved-calls.ts';
import { useNow } from '../desk/timestamp.tsx';
import { announce } from '../ui/announcer.tsx';
import { useWidth } from '../ui/use-width.ts';
import styles from './figures-bar.module.css';

/** Makes a screen reader say that a call fell due; what was due when the page was opened is not said. */
const useDueAnnounced = (due: readonly CallView[], isKnown: boolean): void => {
  const { t } = useTranslation();
  const told = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!isKnown) return;
    const idOf = ({ callId, at }: CallView): string => `${callId} ${at}`;
    const before = told.current;
    told.current = new Set(due.map(idOf));
    const fallen = before === null ? undefined : due.find((call) => !before.has(idOf(call)));
    if (fallen !== undefined) announce(t('figures.callFellDue', { label: ticketLabel(fallen.number) }));
  }, [due, isKnown, t]);
};

/**
 * How many calls the agent has reserved, and how many of them are due, for which it flashes. It leads to the ticket of
 * the next one.
 */
export const CallsFigure = (): ReactNode => {
  const { t } = useTranslation();
  const {
    service: { serviceId },
    list,
  } = useDesk();
  const now = useNow();
  const isFloating = useWidth('floating-panel');
  const { data } = useMyCalls(serviceId);
  const due = (data?.calls ?? []).filter((call) => isDue(call, now));
  useDueAnnounced(due, data !== undefined);
  const next = data?.calls[0];
  const count = data === undefined ? '–' : `${data.calls.length}${data.nextCursor === null ? '' : '+'}`;
  const label = next === undefined ? '' : ticketLabel(next.number);
  return (
    <div
      className={styles.figure}
      title={t('figures.now')}
      data-due={due.length > 0 || undefined}
      data-link={next !== undefined || undefined}
    >
      <dt className={styles.name}>{t('figures.calls')}</dt>
      <dd className={styles.value}>
        {next === undefined ? (
          <span>{count}</span>
        ) : (
          <Link
            to="/s/$serviceId/$list/$number"
            params={{ serviceId, list, number: next.number }}
            search={isFloating ? { open: 'calls' } : {}}
            // With the number of due calls as key, one more starts the flashing again.
            key={due.length}
            className={styles.link}
            aria-label={t(due.length > 0 ? 'figures.callsDueOpen' : 'figures.callsOpen', {
              calls: count,
              due: due.length,
              label,
            })}
            onClick={() => {
              if (!isFloating) writePreference('panel', 'calls');
            }}
          >
            {count}
          </Link>
        )}
        {due.length > 0 && <span className={styles.aside}>{t('figures.callsDue', { count: due.length })}</span>}
      </dd>
    </div>
  );
};
