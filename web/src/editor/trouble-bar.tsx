import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from './draft.ts';
import { useTroubleWords } from './use-trouble-words.ts';
import styles from './trouble-bar.module.css';

/** Over the editor, as long as its text has not been sent though it was to be: why, and what to do. */
export const TroubleBar = ({ draft }: { readonly draft: Pick<Draft, 'trouble' | 'unsettled'> }): ReactNode => {
  const { t } = useTranslation();
  const words = useTroubleWords();
  if (draft.trouble === null && draft.unsettled === null) return null;
  const isUnknown = draft.trouble === null || draft.trouble.code === 'unknown_outcome';
  return (
    <div className={styles.bar} role="alert">
      <IconAlertCircle size={16} stroke={1.75} aria-hidden="true" className={styles.icon} />
      <p className={styles.words}>
        {isUnknown ? (
          t('unsent.unknown')
        ) : (
          <>
            <strong>{t('unsent.not')}</strong> {draft.trouble !== null && words(draft.trouble)}
          </>
        )}
      </p>
    </div>
  );
};
