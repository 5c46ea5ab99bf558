import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { Timestamp } from '../../desk/timestamp.tsx';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { NEW_ITEM, useAdminPlace } from '../kit/admin-place.ts';
import { ItemsAndForm, type Item } from '../kit/item-list.tsx';
import { SectionPage } from '../kit/section-page.tsx';
import { useFreshService } from '../kit/use-fresh-service.ts';
import { AgentPage } from './agent-page.tsx';
import { needsInvitation, stateOfAgent, STATE_WORDS } from './agent-state.ts';
import { NewAgent } from './new-agent.tsx';
import { useActivity, useGroupNames, useInvitations, useIsHere, type AgentView } from './people.ts';
import styles from './agents.module.css';

const FILTERS = {
  here: 'agents.filter.here',
  waiting: 'agents.filter.waiting',
  left: 'agents.filter.left',
  all: 'agents.filter.all',
} as const satisfies Record<string, AdminWordKey>;
type Filter = keyof typeof FILTERS;

/** Agents of the service: who they are, how far their invitations are, when they were last here. */
export const AgentsSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { timeStyle } = useDesk();
  const groupNames = useGroupNames();
  const { service } = useFreshService();
  const { item } = useAdminPlace();
  const [filter, setFilter] = useState<Filter>('here');
  const { data: invited } = useInvitations();
  const { data: activity } = useActivity();
  const isHere = useIsHere();
  const stateOf = (agent: AgentView) => stateOfAgent(agent, invited?.get(agent.agentId));
  const fits = (agent: AgentView): boolean => {
    const state = stateOf(agent);
    switch (filter) {
      case 'here':
        return state !== 'left';
      case 'waiting':
        return state !== 'left' && state !== 'active';
      case 'left':
        return state === 'left';
      case 'all':
        return true;
    }
  };
  const asideOf = (agent: AgentView): ReactNode => {
    const state = stateOf(agent);
    if (state !== 'active')
      return (
        <span className={styles.progress} data-attention={needsInvitation(state) || undefined}>
          {t(STATE_WORDS[state])}
        </span>
      );
    const seen = activity?.get(agent.agentId);
    if (isHere(agent.agentId)) return <span className={styles.here}>{t('agents.seen.here')}</span>;
    return seen === undefined ? undefined : <Timestamp at={seen.lastSeenAt} as="relative" />;
  };
  const itemOf = (agent: AgentView): Item => {
    const { agentId, name, email, role, active } = agent;
    const parts = [...(role === 'administrator' ? [t('agents.role.administrator')] : []), email, groupNames(agent)];
    return {
      id: agentId,
      name,
      detail: parts.filter((part) => part !== '').join(' · '),
      aside: asideOf(agent),
      isOff: !active,
      words: parts.join(' '),
    };
  };
  const collator = new Intl.Collator(timeStyle.language);
  const items = service.agents
    .filter(fits)
    .toSorted((a, b) => Number(b.active) - Number(a.active) || collator.compare(a.name, b.name))
    .map(itemOf);
  return (
    <SectionPage title={t('agents.title')} about={t('agents.about')}>
      <ItemsAndForm
        label={t('agents.title')}
        items={items}
        newLabel={t('agents.new')}
        empty={t('agents.none')}
        tools={
          <NativeSelect
            size="xs"
            className={styles.filter}
            aria-label={t('agents.filter')}
            value={filter}
            data={Object.entries(FILTERS).map(([value, words]) => ({ value, label: t(words) }))}
            onChange={({ currentTarget }) => {
              setFilter(currentTarget.value as Filter);
            }}
          />
        }
      >
        {item === NEW_ITEM ? <NewAgent /> : item !== null && <AgentPage key={item} agentId={item} />}
      </ItemsAndForm>
    </SectionPage>
  );
};
