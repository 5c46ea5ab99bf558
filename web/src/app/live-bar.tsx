import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../desk/live/live-context.ts';
import styles from './frame.module.css';

/** An interruption is shown after so many milliseconds. */
const PATIENCE = 4000;

/** A thin bar, shown while the browser is offline or the live connection is interrupted. */
export const LiveBar = (): ReactNode => {
  const { t } = useTranslation();
  const { state, online } = useLive();
  const [isLong, setLong] = useState(false);
  const isOpen = state === 'open';
  useEffect(() => {
    if (isOpen) {
      setLong(false);
      return undefined;
    }
    const timer = setTimeout(() => {
      setLong(true);
    }, PATIENCE);
    return () => {
      clearTimeout(timer);
    };
  }, [isOpen]);
  if (!online)
    return (
      <div className={styles.thin} role="status">
        {t('live.offline')}
      </div>
    );
  return isLong && !isOpen ? (
    <div className={styles.thin} role="status">
      {t('live.lost')}
    </div>
  ) : null;
};
