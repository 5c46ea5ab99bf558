import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../api/use-processing.ts';
import { useDesk } from '../frame/desk-context.ts';
import { RichText } from './rich-text.tsx';
import styles from './entry.module.css';

/** What has just been sent, shown before the answer is here. */
export const PendingEntry = ({
  decision,
  isPaused,
}: {
  readonly decision: Decision;
  readonly isPaused: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  const { me } = useDesk();
  return (
    <article
      className={styles.entry}
      data-kind={decision.command === 'comment' ? 'comment' : 'agent_reply'}
      data-pending
    >
      <div className={styles.head}>
        {decision.command === 'comment' && (
          <span className={styles.lock}>
            <IconLock size={14} stroke={1.75} aria-hidden="true" />
            {t('history.comment')}
          </span>
        )}
        <span className={styles.name}>{me.name}</span>
        <span>{t(isPaused ? 'history.waitingOnline' : 'history.sendingNow')}</span>
      </div>
      <RichText html={decision.html} text="" attachments={[]} />
    </article>
  );
};
