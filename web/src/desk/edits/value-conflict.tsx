import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './edits.module.css';

/** Says who changed a value while it was being edited, from what to what, and asks whose is to stay. */
export const ValueConflict = ({
  who,
  name,
  before,
  after,
  onKeep,
  onTake,
}: {
  readonly who: string;
  readonly name: string;
  /** The value that the agent saw, and the one that somebody saved since, in words; null when there is none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const none = t('fields.none');
  return (
    <div className={styles.conflict} role="alert">
      <p className={styles.conflictWords}>
        {t('fields.conflict', { who, name, before: before ?? none, after: after ?? none })}
      </p>
      <div className={styles.conflictChoice}>
        <Button size="compact-xs" variant="default" onClick={onKeep}>
          {t('fields.keepMine')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onTake}>
          {t('fields.takeTheirs')}
        </Button>
      </div>
    </div>
  );
};
