import { Button, Kbd } from '@mantine/core';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../keyboard/use-action.ts';
import { undoOffer, type UndoOffer } from './undo-offer.ts';
import { useCountdown } from './use-countdown.ts';
import { useUndo } from './use-undo.ts';
import styles from './undo-bar.module.css';

/** At the bottom of the console for as long as the last answers can be taken back: by its button, or by `z`. */
export const UndoBar = (): ReactNode => {
  const offer = useSyncExternalStore(undoOffer.subscribe, undoOffer.get);
  return offer === null ? null : <Offer key={offer.answers.map(({ entryId }) => entryId).join(' ')} offer={offer} />;
};

const Offer = ({ offer }: { readonly offer: UndoOffer }): ReactNode => {
  const { t } = useTranslation();
  const seconds = useCountdown(offer.until);
  const { undo, isBusy } = useUndo();
  useEffect(() => {
    if (seconds === 0 && !isBusy) undoOffer.end(offer);
  }, [seconds, isBusy, offer]);
  const takeBack = (): void => {
    if (seconds > 0) undo(offer);
  };
  useAction('undo', takeBack);
  return (
    <section className={styles.bar} aria-label={t('undo.label')}>
      <span>{offer.words}</span>
      <span className={styles.seconds}>{t('undo.leavesIn', { seconds })}</span>
      <Button size="compact-sm" variant="light" aria-keyshortcuts="z" loading={isBusy} onClick={takeBack}>
        {t('undo.undo')}
        <Kbd size="xs" ml={6} aria-hidden="true">
          z
        </Kbd>
      </Button>
    </section>
  );
};
