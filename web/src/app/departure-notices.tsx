import { UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserMinus, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { departureWords } from './departure-words.ts';
import { useDepartures, useDismissDeparture, type DepartureView } from './use-departures.ts';
import styles from './departure-notices.module.css';

const DepartureNotice = ({
  departure,
  onDismiss,
}: {
  readonly departure: DepartureView;
  readonly onDismiss: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { service, agentName, groupName } = useDesk();
  const name = agentName(departure.agentId) ?? t('ticket.somebody');
  const { title, lines } = departureWords(t, { ...departure, name, groupName });
  return (
    <li className={styles.notice}>
      <IconUserMinus size={16} stroke={1.75} aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        {departure.outcome === 'given_back' && departure.tickets > 0 ? (
          <Link
            to="/s/$serviceId/$list"
            params={{ serviceId: service.serviceId, list: 'all_unassigned' }}
            search={searchOf(wholeList('all_unassigned'))}
            className={styles.link}
          >
            {title}
          </Link>
        ) : (
          <p className={styles.title}>{title}</p>
        )}
        {lines.map((line) => (
          <p key={line} className={styles.line}>
            {line}
          </p>
        ))}
      </div>
      <UnstyledButton
        className={styles.dismiss}
        aria-label={t('departure.dismiss', { name })}
        title={t('departure.dismiss', { name })}
        onClick={onDismiss}
      >
        <IconX size={14} aria-hidden="true" />
      </UnstyledButton>
    </li>
  );
};

/** Tells administrators what became of the open tickets of agents who left, until one of them dismisses it. */
export const DepartureNotices = (): ReactNode => {
  const { t } = useTranslation();
  const words = useErrorWords();
  const {
    role,
    service: { serviceId },
  } = useDesk();
  const isAdministrator = role === 'administrator';
  const { data } = useDepartures(serviceId, isAdministrator);
  const dismiss = useDismissDeparture(serviceId, (error) => {
    notifications.show({ color: 'red', message: words(error) });
  });
  return (
    <section
      role="status"
      aria-label={t('departure.label')}
      hidden={!isAdministrator || data === undefined || data.departures.length === 0}
    >
      <ul className={styles.notices}>
        {(isAdministrator ? (data?.departures ?? []) : []).map((departure) => (
          <DepartureNotice
            key={departure.departureId}
            departure={departure}
            onDismiss={() => {
              dismiss.mutate(departure.departureId);
            }}
          />
        ))}
      </ul>
    </section>
  );
};
