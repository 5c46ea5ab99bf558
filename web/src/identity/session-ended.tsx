import { Button, Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../desk/console-context.ts';

/** A dialog over everything when the session has ended: signing in leads back to the same page. */
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
