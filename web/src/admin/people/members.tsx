import { ActionIcon } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { CountedStep } from './counted-step.tsx';
import { useAgentWork, type AgentView, type GroupView } from './people.ts';
import { Sortable } from '../kit/sortable.tsx';
import { useMembership } from './use-membership.ts';
import { useCounted } from './work-words.ts';
import styles from './groups.module.css';

/** The members of a group in the order in which tickets are given to them, which is changed here. */
export const Members = ({
  group,
  labelId,
  order,
  onOrder,
}: {
  readonly group: GroupView;
  readonly labelId: string;
  readonly order: readonly string[];
  readonly onOrder: (agentIds: readonly string[]) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { service } = useDesk();
  const { serviceId } = service;
  const [leaving, setLeaving] = useState<AgentView | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const members = order.flatMap((agentId) => service.agents.find((agent) => agent.agentId === agentId) ?? []);
  if (members.length === 0) return <p className={styles.nobody}>{t('groups.nobody')}</p>;
  return (
    <div ref={list} tabIndex={-1} role="group" aria-labelledby={labelId} className={styles.all}>
      <Sortable
        items={members.map((agent) => ({ id: agent.agentId, name: agent.name, agent }))}
        label={t('groups.order')}
        className={styles.members}
        onOrder={onOrder}
      >
        {({ id, name, agent }, row, index) => (
          <li
            key={id}
            ref={row.ref}
            style={row.style}
            className={styles.member}
            data-dragged={row.isDragged || undefined}
            onKeyDown={row.onKeyDown}
          >
            {row.handle}
            <span className={styles.place}>{index + 1}</span>
            <span className={styles.who}>
              <Link
                to="/admin/$serviceId/$section/$item"
                params={{ serviceId, section: 'agents', item: id }}
                className={styles.name}
                dir="auto"
              >
                {name}
              </Link>
              {!agent.takesAssignment && <span className={styles.skipped}>{t('groups.member.skipped')}</span>}
            </span>
            {row.steps}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={t('groups.member.remove', { name })}
              onClick={() => {
                setLeaving(agent);
              }}
            >
              <IconUserMinus size={16} stroke={1.75} />
            </ActionIcon>
          </li>
        )}
      </Sortable>
      {leaving !== null && (
        <LeavingGroup
          agent={leaving}
          group={group}
          onClose={() => {
            setLeaving(null);
          }}
          onDone={() => {
            setLeaving(null);
            list.current?.focus();
          }}
        />
      )}
    </div>
  );
};

/** Says what somebody's leaving a group does, and asks for it. */
const LeavingGroup = ({
  agent: { agentId, name },
  group: { groupId, name: groupName },
  onClose,
  onDone,
}: {
  readonly agent: AgentView;
  readonly group: GroupView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const counted = useCounted();
  const work = useAgentWork(agentId);
  const { change, isPending, error } = useMembership(groupId);
  const tickets = work.data?.groups.find((each) => each.groupId === groupId)?.tickets ?? 0;
  return (
    <CountedStep
      title={t('groups.leave.title', { name, group: groupName })}
      yes={t('groups.leave.do')}
      error={error}
      isPending={isPending}
      lines={
        work.data && [
          t('groups.leave.turn', { name, group: groupName }),
          tickets === 0 && !work.data.moreTickets
            ? t('groups.leave.noTickets')
            : t('groups.leave.tickets', { count: counted(tickets, work.data.moreTickets) }),
        ]
      }
      uncounted={t('agents.work.unknown')}
      unread={work.error}
      onYes={() => {
        change(agentId, 'out', onDone);
      }}
      onClose={onClose}
    />
  );
};
