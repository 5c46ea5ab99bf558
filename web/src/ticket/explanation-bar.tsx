import { Button, CloseButton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { aim } from '../desk/keyboard/aim.ts';
import type { Explanation } from '../desk/ticket-page-slots.ts';
import styles from './explanation-bar.module.css';

const OFFERS = { keep: { words: 'ticket.keep', key: 't' }, comment: { words: 'editor.comment', key: 'c' } } as const;

/** Says above the editor, and to a screen reader, why a key did nothing; offers what is possible instead. */
export const ExplanationBar = ({
  explanation,
  number,
  onClose,
}: {
  readonly explanation: Explanation;
  readonly number: number;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.bar} role="alert">
      <IconInfoCircle size={16} stroke={1.75} aria-hidden="true" className={styles.icon} />
      <p className={styles.words}>{explanation.words}</p>
      {explanation.offers.map((action) => (
        <Button
          key={action}
          size="compact-xs"
          variant={action === 'keep' ? 'filled' : 'default'}
          aria-keyshortcuts={OFFERS[action].key}
          onClick={() => {
            aim.actOn(action, number);
          }}
        >
          {t(OFFERS[action].words)} ({OFFERS[action].key})
        </Button>
      ))}
      <CloseButton size="sm" aria-label={t('why.close')} onClick={onClose} />
    </div>
  );
};
