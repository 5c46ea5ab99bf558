import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { editAgent } from '../../../../shared/contracts/http/agents.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { notifyOutcome } from '../../desk/notify-outcome.tsx';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { ConfirmStep } from '../kit/confirm-step.tsx';
import { FormSection, Shown } from '../kit/form-row.tsx';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { isLastAdministrator } from './agent-state.ts';
import { useAgentWork, useIsHere, usePeopleCache, type AgentView } from './people.ts';
import { useWorkWords } from './work-words.ts';
import styles from './agents.module.css';

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
  const { service, groupName, me } = useDesk();
  const { putAgent } = usePeopleCache();
  const refusalWords = useRefusalWords(REFUSED);
  const [isAsking, setAsking] = useState(false);
  const { serviceId } = service;
  const { agentId, name, active } = agent;
  const { mutate, isPending, error, reset } = useMutation({
    networkMode: 'always',
    mutationFn: (activity: { readonly active: boolean }) =>
      call(editAgent, { params: { serviceId, agentId }, body: activity }),
    onSuccess: (saved) => {
      setAsking(false);
      notifyOutcome({ words: t(saved.active ? 'agents.back.done' : 'agents.leave.done', { name }) });
      putAgent(saved);
      heading.current?.focus();
    },
  });
  const groups = agent.groupIds.flatMap((groupId) => groupName(groupId) ?? []).join(', ');
  if (!active)
    return (
      <FormSection title={t('agents.back')}>
        <Shown
          label={t('agents.back.label')}
          hint={groups === '' ? t('agents.back.noGroups') : t('agents.back.groups', { groups })}
        >
          <Button
            size="compact-sm"
            variant="default"
            aria-disabled={isPending}
            onClick={() => {
              if (!isPending) mutate({ active: true });
            }}
          >
            {t('agents.back.do')}
          </Button>
          {error !== null && (
            <p className={styles.fault} role="alert">
              {refusalWords(error)}
            </p>
          )}
        </Shown>
      </FormSection>
    );
  const isLast = isLastAdministrator(service.agents, agentId);
  return (
    <FormSection title={t('agents.leave')}>
      <Shown label={t('agents.leave.label')} hint={t('agents.leave.hint')}>
        {isLast ? (
          <p className={styles.plain}>{t('agents.leave.last')}</p>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              reset();
              setAsking(true);
            }}
          >
            {t('agents.leave.do')}
          </Button>
        )}
      </Shown>
      {isAsking && (
        <LeavingStep
          agent={agent}
          isOneself={agentId === me.agentId}
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
    </FormSection>
  );
};

/** Says what a deactivation will do to how many tickets and calls, and asks for it. */
const LeavingStep = ({
  agent: { agentId, name },
  isOneself,
  error,
  isPending,
  onYes,
  onClose,
}: {
  readonly agent: AgentView;
  readonly isOneself: boolean;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const refusalWords = useRefusalWords(REFUSED);
  const work = useAgentWork(agentId);
  const isHere = useIsHere();
  const workWords = useWorkWords();
  return (
    <ConfirmStep
      title={t('agents.leave.title', { name })}
      yes={t('agents.leave.do')}
      error={error}
      isPending={isPending}
      isKnown={work.data !== undefined}
      onYes={onYes}
      onClose={onClose}
    >
      {work.data === undefined ? (
        work.error === null ? (
          <div role="status" aria-label={t('agents.work.counting')}>
            <RowsSkeleton rows={2} />
          </div>
        ) : (
          <p className={styles.fault} role="alert">
            {t('agents.work.unknown')} {refusalWords(work.error)}
          </p>
        )
      ) : (
        <ul className={styles.consequences}>
          {isOneself && <li data-attention>{t('agents.leave.oneself')}</li>}
          {workWords(work.data).map((line) => (
            <li key={line}>{line}</li>
          ))}
          <li>{t(isHere(agentId) ? 'agents.leave.console.open' : 'agents.leave.console', { name })}</li>
          <li>{t('agents.leave.after')}</li>
        </ul>
      )}
    </ConfirmStep>
  );
};
