import { Button, Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../desk/console-context.ts';

/** Over everything, once the session can't be renewed: sign in again and come back to the same place. */
export const SessionEnded = (): ReactNode => {
  const { t } = useTranslation();
  const { session } = useConsole();
  const [ended, setEnded] = useState(false);
  useEffect(
    () =>
      session.onEnded(() => {
        setEnded(true);
      }),
    [session],
  );
  return (
    <Modal
      opened={ended}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      title={t('signIn.ended.title')}
    >
      <p>{t('signIn.ended.text')}</p>
      <Button
        size="sm"
        onClick={() => void session.signIn(window.location.pathname + window.location.search)}
        data-autofocus
      >
        {t('signIn.button')}
      </Button>
    </Modal>
  );
};
