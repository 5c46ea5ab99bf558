import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { DialogState } from './command-dialog.ts';
import styles from './command-dialogs.module.css';

/** Says in a dialog what stands in its way: a refusal, or what somebody did to the ticket since it was opened. */
export const DialogNews = ({
  ticket,
  state,
}: {
  readonly ticket: TicketView;
  readonly state: DialogState;
}): ReactNode => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  const [opened] = useState({ assigneeId: ticket.assigneeId, status: ticket.status });
  const label = ticketLabel(ticket.number);
  const isMoved = opened.assigneeId !== ticket.assigneeId || opened.status !== ticket.status;
  const status = t(`status.${ticket.status}`);
  const moved =
    ticket.assigneeId === null
      ? t('more.nowIs', { label, status })
      : t('more.nowHas', { label, status, name: agentName(ticket.assigneeId) ?? t('ticket.somebody') });
  const words = [...(isMoved ? [moved] : []), ...(state.blocked === null ? [] : [state.blocked])];
  if (words.length === 0 && state.refusal !== null) words.push(state.refusal);
  return words.length === 0 ? null : (
    <p className={styles.news} role="alert">
      {words.join(' ')}
    </p>
  );
};
