import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import { isTicketStatus } from '../ui/badges.tsx';
import styles from './history.module.css';

/** A small grey line between the messages: who kept or created the ticket, or that a reply reopened it. */
export const SystemLine = ({ event }: { readonly event: EventView }): ReactNode => {
  const { t } = useTranslation();
  const { agentName, groupName } = useDesk();
  const name = event.actor.kind === 'agent' ? (agentName(event.actor.id) ?? t('ticket.somebody')) : t('history.system');
  const group = groupName(event.changes.group?.after ?? null);
  const status = (value: string | null | undefined): string => (isTicketStatus(value) ? t(`status.${value}`) : '');
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
    <p className={styles.systemLine}>
      {words()} · <Timestamp at={event.at} as="clock" />
    </p>
  );
};
