import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconListDetails } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isAllowed } from '../../../shared/domain/ticket/lifecycle.ts';
import { isSpam, ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { standingOf } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { DETAILS, useOverlay } from '../desk/overlay.ts';
import type { EditorSlot } from '../desk/ticket-page-slots.ts';
import { ImportantButton } from '../desk/important/important-button.tsx';
import { useImportant } from '../desk/important/important-context.ts';
import { announce } from '../ui/announcer.tsx';
import { Initials, StatusBadge } from '../ui/badges.tsx';
import { KeepButton, KeepNotPossible } from './keep-button.tsx';
import { PresentAgents } from './present-agents.tsx';
import { SpamActions } from './spam-actions.tsx';
import { TicketCommands } from './ticket-commands.tsx';
import { TicketTitle } from './ticket-title.tsx';
import { TransferMenu } from './transfer-menu.tsx';
import styles from './ticket-header.module.css';

/** The ticket's number, title, status and assignee, who else has it open, and the commands that don't answer it. */
export const TicketHeader = ({ ticket, onExplain }: Pick<EditorSlot, 'ticket' | 'onExplain'>): ReactNode => {
  const { t } = useTranslation();
  const { service, list, me, agentName, groupName } = useDesk();
  const important = useImportant();
  const overlay = useOverlay();
  const { history } = useRouter();
  const label = ticketLabel(ticket.number);
  const assignee = agentName(ticket.assigneeId);
  const assigneeBefore = useRef(ticket.assigneeId);
  useEffect(() => {
    const isTaken = assigneeBefore.current === null && ticket.assigneeId !== null && ticket.assigneeId !== me.agentId;
    assigneeBefore.current = ticket.assigneeId;
    if (isTaken)
      announce(
        assignee === undefined ? t('ticket.takenBySomebody', { label }) : t('ticket.taken', { name: assignee, label }),
      );
  }, [ticket.assigneeId, me.agentId, assignee, label, t]);
  const name =
    ticket.assigneeId === me.agentId ? `${me.name} (${t('ticket.you')})` : (assignee ?? t('ticket.somebody'));
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        <ActionIcon
          className={styles.back}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('ticket.back')}
          renderRoot={(props) => (
            <Link
              to="/s/$serviceId/$list"
              params={{ serviceId: service.serviceId, list }}
              {...props}
              onClick={(event) => {
                if (history.location.state.isFromRow !== true) return;
                event.preventDefault();
                history.back();
              }}
            />
          )}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
        <TicketTitle ticket={ticket} onExplain={onExplain} />
        <ImportantButton
          number={ticket.number}
          isImportant={important.numbers.has(ticket.number)}
          onToggle={important.toggle}
        />
      </div>
      <div className={styles.line}>
        <div className={styles.facts}>
          {isSpam(standingOf(ticket)) ? (
            <span className={styles.spam}>{t('spam.mark')}</span>
          ) : (
            <StatusBadge status={ticket.status} />
          )}
          {ticket.priority !== 'normal' && (
            <span className={styles.priority} data-priority={ticket.priority}>
              {t(`priority.${ticket.priority}`)}
            </span>
          )}
          <span
            className={styles.assignee}
            aria-label={`${t('ticket.assignee')}: ${ticket.assigneeId === null ? t('ticket.nobody') : name}`}
          >
            {ticket.assigneeId !== null && <Initials name={assignee ?? '?'} size={20} />}
            <span className={styles.name}>
              {ticket.assigneeId === null ? (groupName(ticket.groupId) ?? t('ticket.nobody')) : name}
            </span>
          </span>
          <PresentAgents number={ticket.number} />
        </div>
        <div className={styles.commands}>
          <SpamActions ticket={ticket} />
          {isAllowed('keep', standingOf(ticket)) ? (
            <KeepButton ticket={ticket} onExplain={onExplain} />
          ) : (
            <KeepNotPossible ticket={ticket} onExplain={onExplain} />
          )}
          <ActionIcon
            className={styles.details}
            variant="default"
            size={30}
            aria-label={t('panel.fields')}
            aria-haspopup="dialog"
            onClick={() => {
              overlay.show(DETAILS);
            }}
          >
            <IconListDetails size={18} stroke={1.75} />
          </ActionIcon>
          <TransferMenu ticket={ticket} onExplain={onExplain} />
          <TicketCommands ticket={ticket} onExplain={onExplain} />
        </div>
      </div>
    </header>
  );
};
