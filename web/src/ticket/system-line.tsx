import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TICKET_STATUSES, type TicketStatus } from '../../../shared/domain/ticket/status.ts';
import type { EventView } from '../api/use-events.ts';
import { Moment } from '../app/moment.tsx';
import { useDesk } from '../frame/desk-context.ts';
import styles from './system-line.module.css';

const isStatus = (value: string | null | undefined): value is TicketStatus =>
  (TICKET_STATUSES as readonly (string | null | undefined)[]).includes(value);

/** A fact between the messages, small and grey. */
export const SystemLine = ({ event }: { readonly event: EventView }): ReactNode => {
  const { t } = useTranslation();
  const { agentName, groupName } = useDesk();
  const name = event.actor.kind === 'agent' ? (agentName(event.actor.id) ?? t('ticket.somebody')) : t('history.system');
  const group = groupName(event.changes.group?.after ?? null);
  const status = (value: string | null | undefined): string => (isStatus(value) ? t(`status.${value}`) : '');
  const words = (): string => {
    switch (event.type) {
      case 'ticket_kept':
        return group === undefined ? t('history.kept', { name }) : t('history.keptGroup', { name, group });
      case 'ticket_created':
        return t('history.created', { name });
      default:
        return t('history.reopened', {
          before: status(event.changes.status?.before),
          after: status(event.changes.status?.after),
        });
    }
  };
  return (
    <p className={styles.line}>
      {words()} · <Moment at={event.at} as="clock" />
    </p>
  );
};
