import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListSkeleton } from '../list/list-pane.tsx';
import styles from './frame.module.css';

/** The empty frame, until it is known who is signed in and what the service is. */
export const FrameSkeleton = (): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.frame} aria-busy="true" aria-label={t('app.loading')}>
      <div className={styles.rail} />
      <div className={styles.main}>
        <div className={styles.barPlace} />
        <div className={styles.panes}>
          <ListSkeleton />
          <div className={styles.outlet} />
        </div>
      </div>
    </div>
  );
};
