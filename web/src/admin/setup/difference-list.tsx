import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TRIGGER_ORDER } from '../../../../shared/domain/desk-setup/setup-step.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { nameIn } from '../../ui/name-in.ts';
import type { Change, Counts, SectionChanges } from './differences.ts';
import { MemberChange } from './member-change.tsx';
import styles from './setup.module.css';

/** So many changes of a part are drawn at once. */
const DRAWN = 100;
const SIGNS = { added: '+', changed: '~', removed: '−' } as const;

/** A difference by the parts of the set-up: how much came, changed and goes, and each change with its members. */
export const DifferenceList = ({
  sections,
  document,
}: {
  readonly sections: readonly SectionChanges[];
  readonly document: object;
}): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <div className={styles.difference} role="group" aria-label={t('setup.difference')}>
      {sections.map((each) => (
        <PartChanges key={each.section} part={each} document={document} />
      ))}
    </div>
  );
};

const ACTIONS = ['added', 'changed', 'removed'] as const;

type CountWords = { readonly action: keyof Counts; readonly words: string };

/** A function that says how much of each kind there is; what there is none of is left out. */
export const useCountWords = (): ((counts: Counts) => readonly CountWords[]) => {
  const { t } = useTranslation('admin');
  return (counts) =>
    ACTIONS.filter((action) => counts[action] > 0).map((action) => ({
      action,
      words: t(`setup.count.${action}`, { number: counts[action] }),
    }));
};

const CountChips = ({ counts }: { readonly counts: Counts }): ReactNode => (
  <span className={styles.counts}>
    {useCountWords()(counts).map(({ action, words }) => (
      <span key={action} data-action={action}>
        {words}
      </span>
    ))}
  </span>
);

const PartChanges = ({
  part: { section, changes, counts },
  document,
}: {
  readonly part: SectionChanges;
  readonly document: object;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? changes : changes.slice(0, DRAWN);
  const id = `setup-part-${section}`;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} className={styles.sectionTitle}>
        {t(`setup.section.${section}`)}
        <CountChips counts={counts} />
      </h3>
      <ul className={styles.changes}>
        {shown.map((change) => (
          <li key={change.id}>
            <OneChange change={change} document={document} />
          </li>
        ))}
      </ul>
      {shown.length < changes.length && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            setWhole(true);
          }}
        >
          {t('setup.showAll', { number: changes.length })}
        </Button>
      )}
    </section>
  );
};

const OneChange = ({ change, document }: { readonly change: Change; readonly document: object }): ReactNode => {
  const { t, i18n } = useTranslation('admin');
  const { service } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const { section, id, action, names, members } = change;
  const name =
    section === 'restrictedWords'
      ? t('setup.words')
      : section === 'mailLayouts'
        ? id
        : id === TRIGGER_ORDER
          ? t('setup.triggerOrder')
          : nameIn(names, i18n.language, service.language);
  return (
    <details
      className={styles.change}
      data-action={action}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary className={styles.summary}>
        <span className={styles.sign} aria-hidden>
          {SIGNS[action]}
        </span>
        <span className={styles.name} dir="auto">
          {name ?? id}
        </span>
        {section !== 'restrictedWords' && section !== 'mailLayouts' && id !== TRIGGER_ORDER && (
          <code className={styles.id}>{id}</code>
        )}
        <span className={styles.action}>{t(`setup.action.${action}`)}</span>
      </summary>
      {isOpen && (
        <dl className={styles.members}>
          {members.map((member) => (
            <MemberChange key={member.name} member={member} change={change} document={document} />
          ))}
        </dl>
      )}
    </details>
  );
};
