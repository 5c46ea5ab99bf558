import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntries } from '../api/use-entries.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { useDesk } from '../frame/desk-context.ts';
import { newestOfOthers } from '../ticket/history-items.ts';
import styles from './warning-bar.module.css';

/** Something arrived since the draft was begun: what, and one click to look at it. Nothing is sent before. */
export const WarningBar = ({
  ticket,
  since,
  onShow,
  ref,
}: {
  readonly ticket: TicketView;
  readonly since: string;
  readonly onShow: () => void;
  readonly ref: Ref<HTMLButtonElement>;
}): ReactNode => {
  const { t } = useTranslation();
  const { me, agentName } = useDesk();
  const entries = useEntries(ticket.serviceId, ticket.number);
  const arrived = newestOfOthers(entries.data?.pages.flatMap((page) => page.entries) ?? [], since, me.agentId);
  const name = arrived?.author.kind === 'agent' ? (agentName(arrived.author.agentId) ?? t('ticket.somebody')) : '';
  const words =
    arrived === undefined
      ? t('editor.warning.changed')
      : arrived.kind === 'customer_message'
        ? t('editor.warning.reply')
        : t(arrived.kind === 'comment' ? 'editor.warning.comment' : 'editor.warning.answer', { name });
  return (
    <div className={styles.bar} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <span className={styles.words}>{words}</span>
      <button type="button" ref={ref} className={styles.show} onClick={onShow}>
        {t('editor.warning.show')}
      </button>
    </div>
  );
};
