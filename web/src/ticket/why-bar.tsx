import { Button, CloseButton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { aim } from '../keyboard/aim.ts';
import type { TicketAction } from '../keyboard/shortcuts.ts';
import styles from './why-bar.module.css';

/** Why a key did nothing to this ticket, and what would help. */
export type Why = { readonly words: string; readonly offers: readonly Extract<TicketAction, 'keep' | 'comment'>[] };

const OFFERS = { keep: { words: 'ticket.keep', key: 't' }, comment: { words: 'editor.comment', key: 'c' } } as const;

/** Says where one looks, and to a screen reader, why a key was refused; offers what is possible instead. */
export const WhyBar = ({
  why,
  number,
  onClose,
}: {
  readonly why: Why;
  readonly number: number;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.bar} role="alert">
      <IconInfoCircle size={16} stroke={1.75} aria-hidden="true" className={styles.icon} />
      <p className={styles.words}>{why.words}</p>
      {why.offers.map((action) => (
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
