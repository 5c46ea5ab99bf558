import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { useRefusalWords } from './refusal-words.ts';
import styles from './form.module.css';

/** Asks before a step that takes something away: says what it will do to how many, and does it by a red button. */
export const ConfirmStep = ({
  title,
  yes,
  error,
  isPending,
  isKnown = true,
  refused,
  onYes,
  onClose,
  children,
}: {
  readonly title: string;
  /** The words of the button, which say what it does. */
  readonly yes: string;
  /** Why the last try failed. */
  readonly error: Error | null;
  readonly isPending: boolean;
  /** Whether what it will do is known yet; until then it can't be done. */
  readonly isKnown?: boolean;
  /** Words for refusals of this step. */
  readonly refused?: Readonly<Record<string, AdminWordKey>> | undefined;
  readonly onYes: () => void;
  readonly onClose: () => void;
  /** What it will do. */
  readonly children: ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const refusalWords = useRefusalWords(refused);
  const isIdle = isPending || !isKnown;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': common('why.close') }}
      centered
      transitionProps={{ duration: 0 }}
    >
      {children}
      {error !== null && (
        <p className={styles.fault} role="alert">
          {refusalWords(error)}
        </p>
      )}
      <Group justify="flex-end" gap={8} mt={24}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Button
          color="red.9"
          aria-disabled={isIdle}
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
