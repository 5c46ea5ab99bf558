import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { usePresent } from '../desk/live/use-present.ts';
import { Initials } from '../ui/badges.tsx';
import styles from './present-agents.module.css';

/** So many agents are shown; of the others the number. */
const SHOWN = 3;

/** Who else has the ticket open, and who of them is typing; shows nothing when nobody is there. */
export const PresentAgents = ({ number }: { readonly number: number }): ReactNode => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  const present = usePresent(number).map(({ agentId, state }) => {
    const name = agentName(agentId) ?? t('ticket.somebody');
    return { agentId, name, state, words: t(`presence.${state}`, { name }) };
  });
  if (present.length === 0) return null;
  const others = present.slice(SHOWN);
  const typing = present.find(({ state }) => state === 'typing');
  return (
    <div className={styles.present}>
      <ul className={styles.agents} aria-label={t('presence.label')}>
        {present.slice(0, SHOWN).map(({ agentId, name, state, words }) => (
          <li key={agentId} className={styles.agent} data-state={state}>
            <Initials name={name} size={20} title={words} />
          </li>
        ))}
        {others.length > 0 && (
          <li className={styles.others} title={others.map(({ words }) => words).join('\n')}>
            {t('presence.others', { count: others.length })}
          </li>
        )}
      </ul>
      {/* The names stand in the list, too, which a screen reader reads. */}
      <span className={styles.words} data-state={typing?.state} aria-hidden="true">
        {typing?.words ?? (present.length === 1 ? present[0]!.name : null)}
      </span>
    </div>
  );
};
