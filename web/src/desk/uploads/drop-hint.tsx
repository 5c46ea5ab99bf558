import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './drop-hint.module.css';

/** Covers the element around it, which has a position, while files are held over it (`useFileDrop`). */
export const DropHint = ({ words }: { readonly words?: string }): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.drop} aria-hidden="true">
      {words ?? t('attach.drop')}
    </div>
  );
};
