import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './frame.module.css';

/** Grey bars where rows will be. */
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

/** The frame before it knows anything. */
export const FrameSkeleton = (): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.frame} aria-busy="true" aria-label={t('app.loading')}>
      <div className={styles.rail} />
      <div className={styles.main}>
        <div className={styles.barPlace} />
        <div className={styles.panes}>
          <div className={styles.list}>
            <RowsSkeleton />
          </div>
          <div className={styles.outlet} />
        </div>
      </div>
    </div>
  );
};
