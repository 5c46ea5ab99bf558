import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import { Button, MultiSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { announce } from '../../ui/announcer.tsx';
import { usePeopleCache, type GroupView } from './people.ts';
import { Shown } from '../kit/form-row.tsx';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { useMoveAgent } from './use-membership.ts';
import styles from './groups.module.css';

/** So many fitting agents are listed; the rest is found by typing. */
const LISTED = 60;
const REFUSED = {
  agent_not_found: 'groups.add.gone',
  group_not_found: 'groups.add.groupGone',
  validation_failed: 'groups.add.tooMany',
} as const;

type Failure = { readonly agentId: string; readonly error: Error };

/** Takes agents into a group, last in its order, one after the other; who could not be taken in is named with why. */
export const AddMembers = ({ group: { groupId, agentIds } }: { readonly group: GroupView }): ReactNode => {
  const { t } = useTranslation('admin');
  const { service, agentName, timeStyle } = useDesk();
  const move = useMoveAgent();
  const { putAgent } = usePeopleCache();
  const refusalWords = useRefusalWords(REFUSED);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const nameOf = (agentId: string): string => agentName(agentId) ?? t('form.somebody');
  const {
    mutate,
    isPending,
    data: failures,
  } = useMutation({
    networkMode: 'always',
    retry: false,
    mutationFn: async (ids: readonly string[]): Promise<readonly Failure[]> => {
      const failed: Failure[] = [];
      // One after the other: all of them change the same group, and who was chosen first comes first in it.
      for (const agentId of ids)
        try {
          const saved = await move(agentId, groupId, 'in');
          if (saved !== null) putAgent(saved);
        } catch (cause) {
          failed.push({ agentId, error: cause instanceof Error ? cause : new Error(String(cause)) });
        }
      return failed;
    },
    onSuccess: (failed, ids) => {
      setChosen(failed.map(({ agentId }) => agentId));
      announce(t('groups.add.done', { count: ids.length - failed.length }));
    },
  });
  const collator = new Intl.Collator(timeStyle.language);
  const others = service.agents
    .filter(({ agentId, active }) => active && !agentIds.includes(agentId))
    .toSorted((a, b) => collator.compare(a.name, b.name));
  const ids = chosen.filter((agentId) => others.some((agent) => agent.agentId === agentId));
  return (
    <Shown label={t('groups.add')} hint={t('groups.add.hint')}>
      <div className={styles.add}>
        <MultiSelect
          size="sm"
          className={styles.picker}
          aria-label={t('groups.add.who')}
          placeholder={ids.length === 0 ? t('groups.add.who') : ''}
          searchable
          hidePickedOptions
          limit={LISTED}
          nothingFoundMessage={others.length === 0 ? t('groups.add.nobody') : t('groups.add.noneFits')}
          data={others.map(({ agentId, name, email }) => ({ value: agentId, label: `${name} (${email})` }))}
          value={[...ids]}
          onChange={setChosen}
        />
        <Button
          variant="default"
          className={styles.doAdd}
          aria-disabled={ids.length === 0 || isPending}
          onClick={() => {
            if (ids.length > 0 && !isPending) mutate(ids);
          }}
        >
          {isPending ? t('groups.add.doing') : t('form.add')}
        </Button>
      </div>
      {failures !== undefined && failures.length > 0 && !isPending && (
        <div role="alert">
          <ul className={styles.failures}>
            {failures.map(({ agentId, error }) => (
              <li key={agentId}>{t('groups.add.failed', { name: nameOf(agentId), why: refusalWords(error) })}</li>
            ))}
          </ul>
        </div>
      )}
    </Shown>
  );
};
