import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import mark from '../ui/mark.svg';
import styles from './first-screen.module.css';

type State = 'leaving' | 'finishing' | 'signed_out' | 'sign_in_failed' | 'failed';

/** Shown before the console: while signing in, after signing out, or when it could not start. */
export const FirstScreen = ({
  state,
  onSignIn,
}: {
  readonly state: State;
  readonly onSignIn?: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <main className={styles.screen}>
      <img src={mark} alt="" width={40} height={40} />
      <h1 className={styles.title}>{state === 'failed' ? t('start.failed.title') : t('signIn.title')}</h1>
      <p className={styles.text} role={state === 'failed' || state === 'sign_in_failed' ? 'alert' : 'status'}>
        {state === 'leaving' && t('signIn.leaving')}
        {state === 'finishing' && t('signIn.finishing')}
        {state === 'signed_out' && t('signIn.signedOut')}
        {state === 'sign_in_failed' && t('signIn.failed')}
        {state === 'failed' && t('start.failed.text')}
      </p>
      {onSignIn && (
        <Button size="sm" onClick={onSignIn} autoFocus>
          {t('signIn.button')}
        </Button>
      )}
      {state === 'failed' && (
        <Button
          size="sm"
          onClick={() => {
            window.location.reload();
          }}
        >
          {t('problem.retry')}
        </Button>
      )}
    </main>
  );
};
