import { Button, Skeleton } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './pane-state.module.css';

/** Grey bars in the place of rows that are still loading. */
export const RowsSkeleton = ({ rows = 8 }: { readonly rows?: number }): ReactNode => (
  <div aria-hidden="true">
    {Array.from({ length: rows }, (_, index) => (
      <div key={index} className={styles.skeletonRow}>
        <Skeleton height={12} width={`${74 - ((index * 17) % 40)}%`} animate={false} />
        <Skeleton height={10} width={`${52 - ((index * 11) % 24)}%`} animate={false} />
      </div>
    ))}
  </div>
);

/** Shown in an empty pane. */
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

/** Shown in a pane that failed: what happened, what to do, and a button that tries again. */
export const Failed = ({
  title,
  text,
  detail,
  onRetry,
}: {
  readonly title: string;
  readonly text: string;
  /** In small type below, for whoever looks into it. */
  readonly detail?: string;
  readonly onRetry: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.state} role="alert">
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{text}</p>
      {detail !== undefined && <p className={styles.small}>{detail}</p>}
      <Button variant="default" onClick={onRetry}>
        {t('problem.retry')}
      </Button>
    </div>
  );
};

/** The router shows it in the place of a page that threw. */
export const PaneError = ({ error, reset }: ErrorComponentProps): ReactNode => {
  const { t } = useTranslation();
  return (
    <Failed
      title={t('problem.title')}
      text={t('problem.text')}
      detail={error instanceof Error ? error.message : ''}
      onRetry={reset}
    />
  );
};
