import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { CommandDialog } from './command-dialog.ts';
import { DialogNews } from './dialog-news.tsx';
import styles from './command-dialogs.module.css';

/** Asks before a command that can't be taken back, and says what is lost by it. */
export const ConfirmDialog = ({
  command,
  ticket,
  state,
  onGive,
  onClose,
}: Pick<CommandDialog, 'ticket' | 'state' | 'onGive' | 'onClose'> & {
  readonly command: 'withdraw' | 'complete';
}): ReactNode => {
  const { t } = useTranslation();
  const isIdle = state.blocked !== null || state.isPending;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`more.${command}.ask`, { label: ticketLabel(ticket.number) })}
      closeButtonProps={{ 'aria-label': t('why.close') }}
      returnFocus={false}
      centered
    >
      <p className={styles.subject} dir="auto">
        {ticket.title}
      </p>
      <p className={styles.text}>{t(`more.${command}.lost`)}</p>
      <DialogNews ticket={ticket} state={state} />
      <Group justify="flex-end" gap={8} mt={24}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('create.cancel')}
        </Button>
        <Button
          className={styles.go}
          aria-disabled={isIdle}
          data-idle={isIdle || undefined}
          onClick={() => {
            if (!isIdle) onGive({ command });
          }}
        >
          {t(`more.${command}.yes`)}
        </Button>
      </Group>
    </Modal>
  );
};
