import { IconArrowUpRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { EscalationView } from './api/escalations.ts';
import styles from './other-ticket-link.module.css';

/** The number of a ticket of another service: a link for who is an agent there. */
export const OtherTicketLink = ({
  other: { serviceId, serviceName, number, mayOpen },
  words,
}: {
  readonly other: EscalationView['other'];
  /** What stands in the place of the number. */
  readonly words?: string;
}): ReactNode => {
  const { t } = useTranslation();
  if (number === null) return null;
  const label = ticketLabel(number);
  if (!mayOpen) return <span className={styles.number}>{words ?? label}</span>;
  return (
    <Link
      to="/s/$serviceId/$list/$number"
      params={{ serviceId, list: 'all', number }}
      search={{}}
      className={styles.link}
      aria-label={words === undefined ? t('transferred.open', { label, service: serviceName }) : undefined}
    >
      {words ?? label}
      <IconArrowUpRight size={13} stroke={1.75} aria-hidden="true" />
    </Link>
  );
};
