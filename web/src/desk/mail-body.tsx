import { SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './mail-body.module.css';

/** A mail as its reader sees it, formatted or as plain text. */
export const MailBody = ({
  html,
  text,
  aside,
}: {
  readonly html: string;
  /** Left out where there is no mail yet: then it is shown formatted alone. */
  readonly text?: string;
  /** Said beside the switch between the two. */
  readonly aside?: ReactNode;
}): ReactNode => {
  const { t } = useTranslation();
  const [shown, setShown] = useState<'html' | 'text'>('html');
  return (
    <>
      {text !== undefined && (
        <div className={styles.bar}>
          <SegmentedControl
            size="xs"
            aria-label={t('preview.version')}
            value={shown}
            onChange={setShown}
            data={[
              { value: 'html', label: t('preview.html') },
              { value: 'text', label: t('preview.text') },
            ]}
          />
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        </div>
      )}
      {shown === 'html' ? (
        <iframe
          className={styles.mail}
          title={t('preview.html')}
          // Neither scripts nor forms run in it, and it can't reach the console.
          sandbox=""
          referrerPolicy="no-referrer"
          srcDoc={html}
        />
      ) : (
        <pre className={styles.text} tabIndex={0} role="group" aria-label={t('preview.text')} dir="auto">
          {text}
        </pre>
      )}
    </>
  );
};
