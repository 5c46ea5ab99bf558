import { ActionIcon, Modal } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './picture-dialog.module.css';

export type Picture = { readonly url: string; /** Empty when it has none. */ readonly name: string };

/** The images of a message that can be looked at, and which of them first. */
export type Pictures = { readonly all: readonly Picture[]; readonly first: number };

/** An image of a message as large as the window, and by the arrow keys the others of the message. */
export const PictureDialog = ({
  pictures: { all, first },
  onClose,
}: {
  readonly pictures: Pictures;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const [at, setAt] = useState(first);
  const picture = all[at];
  const step = (by: 1 | -1): void => {
    setAt((present) => Math.min(all.length - 1, Math.max(0, present + by)));
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    step(event.key === 'ArrowRight' ? 1 : -1);
  };
  const name = picture?.name || t('history.remoteImage');
  return (
    <Modal
      opened
      onClose={onClose}
      onKeyDown={pressed}
      size="min(1200px, 94vw)"
      centered
      title={
        <span className={styles.title} aria-live="polite">
          <span className={styles.name} dir="auto">
            {name}
          </span>
          {all.length > 1 && (
            <span className={styles.count}>{t('picture.count', { at: at + 1, all: all.length })}</span>
          )}
        </span>
      }
      closeButtonProps={{ 'aria-label': t('why.close') }}
    >
      <div className={styles.stage}>
        {all.length > 1 && (
          <ActionIcon
            variant="default"
            size="lg"
            className={styles.previous}
            aria-label={t('picture.previous')}
            disabled={at === 0}
            onClick={() => {
              step(-1);
            }}
          >
            <IconChevronLeft size={20} />
          </ActionIcon>
        )}
        <img key={picture?.url} src={picture?.url} alt={name} className={styles.picture} referrerPolicy="no-referrer" />
        {all.length > 1 && (
          <ActionIcon
            variant="default"
            size="lg"
            className={styles.next}
            aria-label={t('picture.next')}
            disabled={at === all.length - 1}
            onClick={() => {
              step(1);
            }}
          >
            <IconChevronRight size={20} />
          </ActionIcon>
        )}
      </div>
    </Modal>
  );
};
