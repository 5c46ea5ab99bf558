import { IconDevices } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import type { Draft } from '../desk/drafts/draft.ts';
import { useNow } from '../desk/timestamp.tsx';
import { timeInSentence } from '../ui/format-time.ts';
import { firstWords } from './first-words.ts';
import { keepFocus } from './keep-focus.ts';
import styles from './draft-bars.module.css';

/** Says above the editor that the agent wrote another text elsewhere; either can be gone on with. */
export const OtherDraftBar = ({
  other,
  onTake,
  onKeep,
}: {
  readonly other: NonNullable<Draft['other']>;
  readonly onTake: () => void;
  readonly onKeep: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { timeStyle } = useDesk();
  const now = useNow();
  const time = other.savedAt === '' ? '' : timeInSentence(other.savedAt, now, timeStyle);
  return (
    <div className={styles.warning} role="alert" onMouseDown={keepFocus}>
      <IconDevices size={16} stroke={1.75} aria-hidden="true" />
      <span className={styles.warningWords}>{t('editor.other', { time, words: firstWords(other.html, 60) })}</span>
      <button type="button" className={styles.show} onClick={onTake}>
        {t('editor.other.take')}
      </button>
      <button type="button" className={styles.show} onClick={onKeep}>
        {t('editor.other.keep')}
      </button>
    </div>
  );
};
