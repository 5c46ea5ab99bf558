import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketStatus } from '../../../shared/domain/ticket/status.ts';
import styles from './status-badge.module.css';

const COLOURS = {
  unassigned: 'unassigned',
  processing: 'processing',
  pending: 'pending',
  transferred: 'waiting',
  transfer_completed: 'waiting',
  dooray_transferred: 'waiting',
  dooray_in_progress: 'waiting',
  dooray_resolved: 'waiting',
  resolved: 'resolved',
  completed: 'completed',
} as const satisfies Record<TicketStatus, string>;

/** A status as word and colour. */
export const StatusBadge = ({ status }: { readonly status: TicketStatus }): ReactNode => {
  const { t } = useTranslation();
  return (
    <span className={styles.badge} data-colour={COLOURS[status]}>
      {t(`status.${status}`)}
    </span>
  );
};
