import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconChevronDown, IconHandGrab } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isAllowed } from '../../../shared/domain/ticket/lifecycle.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { standingOf } from '../api/standing-of.ts';
import { useKeepTicket } from '../api/use-keep-ticket.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { announce } from '../app/announcer.tsx';
import { Initials } from '../app/initials.tsx';
import { StatusBadge } from '../app/status-badge.tsx';
import { useDesk } from '../frame/desk-context.ts';
import { useTicketAction } from '../keyboard/use-action.ts';
import { useRefusal } from './use-refusal.ts';
import type { Why } from './why-bar.tsx';
import styles from './ticket-header.module.css';

/** Number, title, status, who has it; and the button to take it while nobody has. */
export const TicketHeader = ({
  ticket,
  onWhy,
}: {
  readonly ticket: TicketView;
  readonly onWhy: (why: Why | null) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { service, list, me, agentName, groupName } = useDesk();
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
            <Link to="/s/$serviceId/$list" params={{ serviceId: service.serviceId, list }} {...props} />
          )}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
        <h1 className={styles.title} title={ticket.title} dir="auto">
          <span className={styles.number}>{label}</span> {ticket.title}
        </h1>
      </div>
      <div className={styles.line}>
        <StatusBadge status={ticket.status} />
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
        <span className={styles.space} />
        {isAllowed('keep', standingOf(ticket)) ? (
          <KeepButton ticket={ticket} onWhy={onWhy} />
        ) : (
          <KeptAlready ticket={ticket} onWhy={onWhy} />
        )}
      </div>
    </header>
  );
};

type Keeping = { readonly ticket: TicketView; readonly onWhy: (why: Why | null) => void };

/** The key to take a ticket that can't be taken says why. */
const KeptAlready = ({ ticket, onWhy }: Keeping): ReactNode => {
  const { t } = useTranslation();
  const { me, agentName } = useDesk();
  useTicketAction('keep', ticket.number, () => {
    const words =
      ticket.assigneeId === null
        ? t('editor.reason.status', { status: t(`status.${ticket.status}`) })
        : ticket.assigneeId === me.agentId
          ? t('why.yours')
          : t('editor.reason.notAssignee', { name: agentName(ticket.assigneeId) ?? t('ticket.somebody') });
    onWhy({ words, offers: [] });
  });
  return null;
};

const KeepButton = ({ ticket, onWhy }: Keeping): ReactNode => {
  const { t } = useTranslation();
  const { service, myGroupIds, groupName } = useDesk();
  const tellRefusal = useRefusal(ticket);
  const [menuOpen, setMenuOpen] = useState(false);
  const label = ticketLabel(ticket.number);
  const keep = useKeepTicket(service.serviceId, ticket.number, {
    onKept: () => {
      announce(t('ticket.kept', { label }));
      // The button goes; without this the keyboard would start over at the top of the page.
      document.getElementById('ticket')?.focus({ preventScroll: true });
    },
    onRefused: (error) => {
      notifications.show({ ...tellRefusal(error), color: 'yellow', withBorder: true });
    },
  });
  const mayKeep = ticket.allowed.includes('keep');
  const take = (groupId?: string): void => {
    if (keep.isPending) return;
    if (!mayKeep) {
      onWhy({ words: t('problem.forbidden'), offers: [] });
      return;
    }
    keep.mutate({ key: crypto.randomUUID(), ...(groupId === undefined ? {} : { groupId }) });
  };
  const needsGroup = myGroupIds.length > 1;
  const ask = (): void => {
    if (needsGroup && mayKeep) setMenuOpen(true);
    else take(myGroupIds[0]);
  };
  useTicketAction('keep', ticket.number, ask);
  const button = (
    <Button
      leftSection={<IconHandGrab size={16} stroke={1.75} />}
      rightSection={needsGroup ? <IconChevronDown size={14} /> : null}
      disabled={!mayKeep}
      aria-busy={keep.isPending}
      data-busy={keep.isPending || undefined}
      {...(needsGroup ? {} : { onClick: ask })}
    >
      {t('ticket.keep')}
    </Button>
  );
  if (!needsGroup) return <Tooltip label={`${t('ticket.keep')} (t)`}>{button}</Tooltip>;
  return (
    <Menu opened={menuOpen} onChange={setMenuOpen} position="bottom-end" shadow="md">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('ticket.keepAs')}</Menu.Label>
        {myGroupIds.map((groupId) => (
          <Menu.Item
            key={groupId}
            onClick={() => {
              take(groupId);
            }}
          >
            {groupName(groupId) ?? groupId}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
