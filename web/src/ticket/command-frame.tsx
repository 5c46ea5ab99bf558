import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { submitByKey } from '../ui/submit-by-key.ts';
import type { CommandDialog } from './command-dialog.ts';
import { DialogNews } from './dialog-news.tsx';
import styles from './command-dialogs.module.css';

type CommandFrameProps = Pick<CommandDialog, 'ticket' | 'state' | 'onClose'> & {
  readonly title: string;
  /** What the command will do, as far as it is filled in. */
  readonly consequence: string;
  readonly submitLabel: string;
  /** Whether nothing can be given yet; the button still says what is missing. */
  readonly isIdle: boolean;
  readonly yOffset: string;
  readonly onSubmit: (event: FormEvent) => void;
  /** The fields. */
  readonly children: ReactNode;
};

/** The dialog of a header's command: its fields, what comes of it, what stands in its way, and its buttons. */
export const CommandFrame = ({
  ticket,
  state,
  title,
  consequence,
  submitLabel,
  isIdle,
  yOffset,
  onSubmit,
  onClose,
  children,
}: CommandFrameProps): ReactNode => {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('create.cancel') }}
      returnFocus={false}
      size={520}
      yOffset={yOffset}
    >
      <form onSubmit={onSubmit} onKeyDown={submitByKey(onSubmit)} noValidate>
        <Stack gap="md">
          {children}
          <p className={styles.consequence} role="status">
            {consequence}
          </p>
          <DialogNews ticket={ticket} state={state} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('create.cancel')}
            </Button>
            <Button type="submit" className={styles.go} aria-disabled={isIdle} data-idle={isIdle || undefined}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
