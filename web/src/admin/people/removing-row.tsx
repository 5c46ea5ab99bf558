import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { editGroup, removeGroup } from '../../../../shared/contracts/http/agents.ts';
import { listTickets } from '../../../../shared/contracts/http/ticket-queries.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { notifyOutcome } from '../../desk/notify-outcome.tsx';
import { useFreshService } from '../kit/use-fresh-service.ts';
import { CountedStep, StepRow } from './counted-step.tsx';
import { usePeopleCache, type GroupView } from './people.ts';
import { useCounted } from './work-words.ts';

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
  if (!active)
    return (
      <StepRow
        title={t('groups.back')}
        label={t('groups.back.label')}
        hint={t('groups.back.hint')}
        yes={t('groups.back.do')}
        error={error}
        isPending={isPending}
        onStep={() => {
          mutate(true);
        }}
      />
    );
  const members = agentIds.map((agentId) => agentName(agentId) ?? t('form.somebody')).join(', ');
  return (
    <StepRow
      title={t('groups.remove')}
      label={t('groups.remove.label')}
      hint={t('groups.remove.hint')}
      yes={t('groups.remove.do')}
      obstacle={agentIds.length > 0 ? t('groups.remove.members', { count: agentIds.length, members }) : undefined}
      onStep={() => {
        reset();
        setAsking(true);
      }}
    >
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
    </StepRow>
  );
};

/** Says which tickets name a group that is to be removed, and asks for it. */
const RemovingStep = ({
  group: { groupId, name },
  ...step
}: Pick<Parameters<typeof CountedStep>[0], 'error' | 'isPending' | 'onYes' | 'onClose'> & {
  readonly group: GroupView;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const counted = useCounted();
  const { data, error: unread } = useQuery({
    queryKey: queryKeys.ticketsOfGroup(serviceId, groupId),
    queryFn: ({ signal }) =>
      call(listTickets, { params: { serviceId }, query: { list: 'all_in_group', groupId, limit: COUNTED }, signal }),
    gcTime: 0,
    staleTime: 0,
  });
  const more = data !== undefined && data.nextCursor !== null;
  const unassigned = data?.rows.filter(({ status }) => status === 'unassigned').length ?? 0;
  return (
    <CountedStep
      {...step}
      title={t('groups.remove.title', { name })}
      yes={t('groups.remove.do')}
      refused={REFUSED}
      lines={
        data && [
          t('groups.remove.nobodyChooses'),
          data.rows.length === 0
            ? t('groups.remove.noTickets')
            : t('groups.remove.tickets', { count: counted(data.rows.length, more) }),
          ...(unassigned > 0 ? [t('groups.remove.unassigned', { count: counted(unassigned, more) })] : []),
          t('groups.remove.after'),
        ]
      }
      uncounted={t('groups.remove.unknown')}
      unread={unread}
    />
  );
};
