import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandDialog } from './command-dialog.ts';
import { DialogNews } from './dialog-news.tsx';
import styles from './command-dialogs.module.css';

/** Asks before a command that can't be taken back, and says what is lost by it. */
export const ConfirmDialog = ({
  ticket,
  state,
  title,
  text,
  yes,
  color,
  onYes,
  onClose,
}: Pick<CommandDialog, 'ticket' | 'state' | 'onClose'> & {
  readonly title: string;
  readonly text: string;
  /** The words of the button that gives the command, and its colour where it has one of its own. */
  readonly yes: string;
  readonly color?: 'red.9';
  readonly onYes: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const isIdle = state.blocked !== null || state.isPending;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('why.close') }}
      returnFocus={false}
      centered
    >
      <p className={styles.subject} dir="auto">
        {ticket.title}
      </p>
      <p className={styles.text}>{text}</p>
      <DialogNews ticket={ticket} state={state} />
      <Group justify="flex-end" gap={8} mt={24}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('create.cancel')}
        </Button>
        <Button
          className={styles.go}
          {...(color === undefined ? {} : { color })}
          aria-disabled={isIdle}
          data-idle={isIdle || undefined}
          onClick={() => {
            if (!isIdle) onYes();
          }}
        >
          {yes}
        </Button>
      </Group>
    </Modal>
  );
};
