import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { editAgent } from '../../../../shared/contracts/http/agents.ts';
import type { InputOf } from '../../desk/api/call-operation.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { Timestamp } from '../../desk/timestamp.tsx';
import { Nothing } from '../../ui/pane-state.tsx';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection, Shown } from '../kit/form-row.tsx';
import { TextRow } from '../kit/inputs.tsx';
import { useForm, type Stored } from '../kit/use-form.ts';
import { useFreshService } from '../kit/use-fresh-service.ts';
import { RightsRows, useChoosableGroups, type AgentRights } from './agent-rows.tsx';
import { isLastAdministrator, stateOfAgent, STATE_WORDS } from './agent-state.ts';
import { InvitationRows } from './invitation-rows.tsx';
import { LeavingRow } from './leaving-row.tsx';
import { useActivity, useInvitations, useIsHere, usePeopleCache, type AgentView, type GroupView } from './people.ts';
import formStyles from '../kit/form.module.css';
import styles from './agents.module.css';

type AgentValues = AgentRights & { readonly name: string };

/**
 * An agent as the form has them: groups in the order of the choices, since the order in which they were added is the
 * desk's. Groups that were removed can't be chosen, and a save leaves them out as the desk does.
 */
const storedOf = (agent: AgentView, choices: readonly GroupView[]): Stored<AgentValues> => {
  const { name, role, groupIds, mayForward, takesAssignment, handlesChat, handlesPhone, mayUnmask, version } = agent;
  const chosen = choices.map(({ groupId }) => groupId).filter((groupId) => groupIds.includes(groupId));
  return {
    version,
    values: { name, role, groupIds: chosen, mayForward, takesAssignment, handlesChat, handlesPhone, mayUnmask },
  };
};

/**
 * Groups that were chosen or left here, over those that somebody else has chosen or left meanwhile; in the order of the
 * choices.
 */
const mergeGroups =
  (choices: readonly GroupView[]) =>
  (base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] =>
    choices
      .map(({ groupId }) => groupId)
      .filter((groupId) => (base.includes(groupId) === mine.includes(groupId) ? theirs : mine).includes(groupId));

/** The form of an agent, or words that they are not there. */
export const AgentPage = ({ agentId }: { readonly agentId: string }): ReactNode => {
  const { t } = useTranslation('admin');
  const agent = useDesk().service.agents.find((each) => each.agentId === agentId);
  return agent === undefined ? (
    <Nothing title={t('form.gone.title')} text={t('form.gone.text')} />
  ) : (
    <AgentForm agent={agent} />
  );
};

const AgentForm = ({ agent }: { readonly agent: AgentView }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { service, me } = useDesk();
  const { serviceId } = service;
  const { agentId, name, email } = agent;
  const choices = useChoosableGroups();
  const { readService } = useFreshService();
  const { putAgent } = usePeopleCache();
  const { data: invited } = useInvitations();
  const invitedAs = invited?.get(agentId);
  const state = stateOfAgent(agent, invitedAs);
  const choiceIds = choices.map(({ groupId }) => groupId).join(' ');
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the choices are made anew with each drawing
  const stored = useMemo(() => storedOf(agent, choices), [agent, choiceIds]);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useForm({
    place: placeOf(serviceId, 'agents', agentId),
    name,
    stored,
    schema: editAgent.body,
    toBody: (changes: Partial<AgentValues>) => changes as InputOf<typeof editAgent>['body'],
    save: (body, version) => call(editAgent, { params: { serviceId, agentId }, body, ifMatch: version }),
    read: async () => {
      const found = (await readService())?.agents.find((each) => each.agentId === agentId);
      return found === undefined ? null : storedOf(found, choices);
    },
    onSaved: putAgent,
    merge: { groupIds: mergeGroups(choices) },
    refusals: {
      last_administrator: { pointer: '#/role', words: 'agents.role.last' },
      group_not_found: { pointer: '#/groupIds', words: 'agents.refused.group_not_found' },
    },
    subject: { kind: 'agent', id: agentId },
  });
  const leaving = <LeavingRow agent={agent} heading={heading} />;
  return (
    <FormFrame form={form} label={name}>
      <header className={styles.head}>
        <h2 ref={heading} className={styles.name} tabIndex={-1} dir="auto">
          {name}
        </h2>
        {agentId === me.agentId && <span className={styles.you}>({t('agents.you')})</span>}
        <span className={styles.state} data-state={state}>
          {t(STATE_WORDS[state])}
        </span>
      </header>
      {!agent.active && leaving}
      <FormSection title={t('agents.person')}>
        <TextRow form={form} name="name" label={t('agents.name')} maxLength={100} />
        <Shown label={t('agents.email')} hint={t('agents.email.fixed')}>
          <p className={formStyles.plain}>{email}</p>
        </Shown>
        <LastSeen agentId={agentId} hasSignedIn={invitedAs === undefined} />
        {invitedAs !== undefined && agent.active && <InvitationRows agent={agent} invitation={invitedAs.invitation} />}
      </FormSection>
      <RightsRows form={form} isLast={isLastAdministrator(service.agents, agentId)} />
      {agent.active && leaving}
    </FormFrame>
  );
};

const LastSeen = ({ agentId, hasSignedIn }: { readonly agentId: string; readonly hasSignedIn: boolean }): ReactNode => {
  const { t } = useTranslation('admin');
  const { data: activity, isError } = useActivity();
  const isHere = useIsHere();
  const seen = activity?.get(agentId);
  return (
    <Shown label={t('agents.seen')} hint={t('agents.seen.hint')}>
      <p className={formStyles.plain}>
        {isHere(agentId) ? (
          <span className={styles.here}>{t('agents.seen.open')}</span>
        ) : activity === undefined ? (
          isError && t('agents.seen.unknown')
        ) : seen === undefined ? (
          t(hasSignedIn ? 'agents.seen.never' : 'agents.seen.notYet')
        ) : (
          <>
            <Timestamp at={seen.lastSeenAt} as="relative" /> · <Timestamp at={seen.lastSeenAt} as="date" />
          </>
        )}
      </p>
    </Shown>
  );
};
