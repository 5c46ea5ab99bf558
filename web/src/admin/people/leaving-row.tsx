import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { editAgent } from '../../../../shared/contracts/http/agents.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { notifyOutcome } from '../../desk/notify-outcome.tsx';
import { isLastAdministrator } from './agent-state.ts';
import { CountedStep, StepRow } from './counted-step.tsx';
import { useAgentWork, useGroupNames, useIsHere, usePeopleCache, type AgentView } from './people.ts';
import { useWorkWords } from './work-words.ts';

const REFUSED = { last_administrator: 'agents.role.last' } as const;

/** The step by which an agent leaves the service, or comes back. `heading` gets the focus when it is done. */
export const LeavingRow = ({
  agent,
  heading,
}: {
  readonly agent: AgentView;
  readonly heading: RefObject<HTMLElement | null>;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { service } = useDesk();
  const { putAgent } = usePeopleCache();
  const [isAsking, setAsking] = useState(false);
  const { agentId, name, active } = agent;
  const { mutate, isPending, error, reset } = useMutation({
    networkMode: 'always',
    mutationFn: (activity: { readonly active: boolean }) =>
      call(editAgent, { params: { serviceId: service.serviceId, agentId }, body: activity }),
    onSuccess: (saved) => {
      setAsking(false);
      notifyOutcome({ words: t(saved.active ? 'agents.back.done' : 'agents.leave.done', { name }) });
      putAgent(saved);
      heading.current?.focus();
    },
  });
  const groups = useGroupNames()(agent);
  if (!active)
    return (
      <StepRow
        title={t('agents.back')}
        label={t('agents.back.label')}
        hint={groups === '' ? t('agents.back.noGroups') : t('agents.back.groups', { groups })}
        yes={t('agents.back.do')}
        error={error}
        isPending={isPending}
        onStep={() => {
          mutate({ active: true });
        }}
      />
    );
  return (
    <StepRow
      title={t('agents.leave')}
      label={t('agents.leave.label')}
      hint={t('agents.leave.hint')}
      yes={t('agents.leave.do')}
      obstacle={isLastAdministrator(service.agents, agentId) ? t('agents.leave.last') : undefined}
      onStep={() => {
        reset();
        setAsking(true);
      }}
    >
      {isAsking && (
        <LeavingStep
          agent={agent}
          error={error}
          isPending={isPending}
          onYes={() => {
            mutate({ active: false });
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </StepRow>
  );
};

/** Says what a deactivation will do to how many tickets and calls, and asks for it. */
const LeavingStep = ({
  agent: { agentId, name },
  ...step
}: Pick<Parameters<typeof CountedStep>[0], 'error' | 'isPending' | 'onYes' | 'onClose'> & {
  readonly agent: AgentView;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { me } = useDesk();
  const work = useAgentWork(agentId);
  const isHere = useIsHere();
  const workWords = useWorkWords();
  return (
    <CountedStep
      {...step}
      title={t('agents.leave.title', { name })}
      yes={t('agents.leave.do')}
      refused={REFUSED}
      {...(agentId === me.agentId ? { warning: t('agents.leave.oneself') } : {})}
      lines={
        work.data && [
          ...workWords(work.data),
          t(isHere(agentId) ? 'agents.leave.console.open' : 'agents.leave.console', { name }),
          t('agents.leave.after'),
        ]
      }
      uncounted={t('agents.work.unknown')}
      unread={work.error}
    />
  );
};
