import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from './use-error-words.ts';
import styles from './pane-state.module.css';

/** Stands where a pane failed: what to do, and a way to try again. */
export const PaneError = ({ error, reset }: ErrorComponentProps): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.state} role="alert">
      <p className={styles.title}>{t('problem.title')}</p>
      <p className={styles.text}>{t('problem.text')}</p>
      <p className={styles.small}>{error instanceof Error ? error.message : null}</p>
      <Button variant="default" onClick={reset}>
        {t('problem.retry')}
      </Button>
    </div>
  );
};

/** Stands where something could not be loaded. */
export const LoadFailed = ({
  words,
  error,
  onRetry,
}: {
  readonly words: string;
  readonly error: Error;
  readonly onRetry: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  return (
    <div className={styles.state} role="alert">
      <p className={styles.title}>{words}</p>
      <p className={styles.text}>{errorWords(error)}</p>
      <Button variant="default" onClick={onRetry}>
        {t('problem.retry')}
      </Button>
    </div>
  );
};

/** Stands where there is nothing. */
export const Nothing = ({
  title,
  text,
  children,
}: {
  readonly title?: string;
  readonly text: string;
  readonly children?: ReactNode;
}): ReactNode => (
  <div className={styles.state}>
    {title !== undefined && <p className={styles.title}>{title}</p>}
    <p className={styles.text}>{text}</p>
    {children}
  </div>
);
