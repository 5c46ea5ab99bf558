import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { editGroup, removeGroup } from '../../../../shared/contracts/http/agents.ts';
import { listTickets } from '../../../../shared/contracts/http/ticket-queries.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { notifyOutcome } from '../../desk/notify-outcome.tsx';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { usePeopleCache, type GroupView } from './people.ts';
import { ConfirmStep } from '../kit/confirm-step.tsx';
import { FormSection, Shown } from '../kit/form-row.tsx';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { useFreshService } from '../kit/use-fresh-service.ts';
import styles from './groups.module.css';

const REFUSED = { group_has_agents: 'groups.remove.hasAgents' } as const;
/** So many of a group's newest tickets are counted. */
const COUNTED = 100;

/** The step by which a group is removed, or taken up again. `heading` gets the focus when it is done. */
export const RemovingRow = ({
  group,
  heading,
}: {
  readonly group: GroupView;
  readonly heading: RefObject<HTMLElement | null>;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { service, agentName } = useDesk();
  const { putGroup } = usePeopleCache();
  const { readService } = useFreshService();
  const refusalWords = useRefusalWords(REFUSED);
  const [isAsking, setAsking] = useState(false);
  const { groupId, name, agentIds, active } = group;
  const params = { serviceId: service.serviceId, groupId };
  const { mutate, isPending, error, reset } = useMutation({
    networkMode: 'always',
    mutationFn: (isActive: boolean) =>
      isActive ? call(editGroup, { params, body: { active: true } }) : call(removeGroup, { params }),
    onSuccess: (saved) => {
      setAsking(false);
      notifyOutcome({ words: t(saved.active ? 'groups.back.done' : 'groups.remove.done', { name }) });
      putGroup(saved);
      heading.current?.focus();
    },
    // Somebody came into it meanwhile: who it is, is shown.
    onError: () => {
      void readService();
    },
  });
  const failure =
    error === null ? null : (
      <p className={styles.fault} role="alert">
        {refusalWords(error)}
      </p>
    );
  if (!active)
    return (
      <FormSection title={t('groups.back')}>
        <Shown label={t('groups.back.label')} hint={t('groups.back.hint')}>
          <Button
            size="compact-sm"
            variant="default"
            aria-disabled={isPending}
            onClick={() => {
              if (!isPending) mutate(true);
            }}
          >
            {t('groups.back.do')}
          </Button>
          {failure}
        </Shown>
      </FormSection>
    );
  const members = agentIds.map((agentId) => agentName(agentId) ?? t('form.somebody')).join(', ');
  return (
    <FormSection title={t('groups.remove')}>
      <Shown label={t('groups.remove.label')} hint={t('groups.remove.hint')}>
        {agentIds.length > 0 ? (
          <p className={styles.plain}>{t('groups.remove.members', { count: agentIds.length, members })}</p>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              reset();
              setAsking(true);
            }}
          >
            {t('groups.remove.do')}
          </Button>
        )}
        {!isAsking && failure}
      </Shown>
      {isAsking && (
        <RemovingStep
          group={group}
          error={error}
          isPending={isPending}
          onYes={() => {
            mutate(false);
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </FormSection>
  );
};

/** Says which tickets name a group that is to be removed, and asks for it. */
const RemovingStep = ({
  group: { groupId, name },
  error,
  isPending,
  onYes,
  onClose,
}: {
  readonly group: GroupView;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const refusalWords = useRefusalWords(REFUSED);
  const { data, error: unread } = useQuery({
    queryKey: queryKeys.ticketsOfGroup(serviceId, groupId),
    queryFn: ({ signal }) =>
      call(listTickets, { params: { serviceId }, query: { list: 'all_in_group', groupId, limit: COUNTED }, signal }),
    gcTime: 0,
    staleTime: 0,
  });
  const counted = (count: number): string =>
    data !== undefined && data.nextCursor !== null
      ? t('agents.work.orMore', { count: count.toLocaleString() })
      : count.toLocaleString();
  const unassigned = data?.rows.filter(({ status }) => status === 'unassigned').length ?? 0;
  return (
    <ConfirmStep
      title={t('groups.remove.title', { name })}
      yes={t('groups.remove.do')}
      error={error}
      isPending={isPending}
      isKnown={data !== undefined}
      onYes={onYes}
      onClose={onClose}
    >
      {data === undefined ? (
        unread === null ? (
          <div role="status" aria-label={t('agents.work.counting')}>
            <RowsSkeleton rows={1} />
          </div>
        ) : (
          <p className={styles.fault} role="alert">
            {t('groups.remove.unknown')} {refusalWords(unread)}
          </p>
        )
      ) : (
        <ul className={styles.consequences}>
          <li>{t('groups.remove.nobodyChooses')}</li>
          <li>
            {data.rows.length === 0
              ? t('groups.remove.noTickets')
              : t('groups.remove.tickets', { count: counted(data.rows.length) })}
          </li>
          {unassigned > 0 && <li>{t('groups.remove.unassigned', { count: counted(unassigned) })}</li>}
          <li>{t('groups.remove.after')}</li>
        </ul>
      )}
    </ConfirmStep>
  );
};
