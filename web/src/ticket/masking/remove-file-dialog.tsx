import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, TicketView } from '../../desk/api/ticket-queries.ts';
import { announce } from '../../ui/announcer.tsx';
import { useRemoveFile } from './use-mask-commands.ts';
import { useMaskRefusal } from './use-mask-words.ts';
import styles from './masking.module.css';

/** Asks before a file is deleted for good, and says who loses it. */
export const RemoveFileDialog = ({
  ticket,
  entryId,
  file,
  onClose,
}: {
  readonly ticket: TicketView;
  readonly entryId: string;
  readonly file: AttachmentView;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const refusal = useMaskRefusal();
  const remove = useRemoveFile(ticket, entryId, file.id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('mask.removeFile', { name: file.name })}
      closeButtonProps={{ 'aria-label': t('why.close') }}
      centered
    >
      <p className={styles.text}>{t('mask.removeFileMeans')}</p>
      {remove.isError && (
        <p className={styles.refusal} role="alert">
          {refusal(remove.error)}
        </p>
      )}
      <Group justify="flex-end" gap={8} mt={24}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('create.cancel')}
        </Button>
        <Button
          color="red.8"
          loading={remove.isPending}
          onClick={() => {
            remove.mutate(undefined, {
              onSuccess: () => {
                announce(t('mask.fileRemoved', { name: file.name }));
                onClose();
              },
            });
          }}
        >
          {t('mask.removeFileYes')}
        </Button>
      </Group>
    </Modal>
  );
};
