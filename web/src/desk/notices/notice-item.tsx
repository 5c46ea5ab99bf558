import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconPinFilled } from '@tabler/icons-react';
import { createContext, use, useId, useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk-context.ts';
import { Timestamp } from '../timestamp.tsx';
import styles from './notice-item.module.css';

/** Shows a notice's HTML safely. The app says how: as the text of a message is shown. */
export const NoticeTextContext = createContext<ComponentType<{ readonly html: string }> | null>(null);

/** What is shown of a notice. */
export type NoticeContent = {
  readonly title: string;
  /** Sanitized, or typed just now: `NoticeTextContext` makes it safe again. */
  readonly html: string;
  readonly pinned: boolean;
  readonly from: string;
  readonly until: string | null;
  /** The agent's id. */
  readonly createdBy: string;
};

/** A notice as agents see it: a line that opens to its text. */
export const NoticeItem = ({
  notice,
  unread,
  isOpenAtFirst = false,
  onRead,
}: {
  readonly notice: NoticeContent;
  readonly unread: boolean;
  readonly isOpenAtFirst?: boolean;
  readonly onRead?: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  const Text = use(NoticeTextContext);
  const [open, setOpen] = useState(isOpenAtFirst);
  const text = useId();
  const { title, html, pinned, from, until, createdBy } = notice;
  return (
    <li className={styles.notice} data-open={open || undefined}>
      <UnstyledButton
        className={styles.line}
        aria-expanded={open}
        aria-controls={open ? text : undefined}
        data-unread={unread || undefined}
        onClick={() => {
          setOpen(!open);
          onRead?.();
        }}
      >
        {unread && (
          <span className={styles.dot}>
            <VisuallyHidden>{t('notices.unread')}</VisuallyHidden>
          </span>
        )}
        {pinned && (
          <span className={styles.pin} title={t('notices.pinned')}>
            <IconPinFilled size={13} aria-hidden="true" />
            <VisuallyHidden>{t('notices.pinned')}</VisuallyHidden>
          </span>
        )}
        <span className={styles.title} dir="auto">
          {title}
        </span>
        <Timestamp at={from} as="relative" className={styles.time} />
      </UnstyledButton>
      {open && (
        <div id={text} className={styles.text}>
          {Text !== null && <Text html={html} />}
          <p className={styles.meta}>
            {t('notices.by', { name: agentName(createdBy) ?? t('ticket.somebody') })} ·{' '}
            <Timestamp at={from} as="date" />
            {until !== null && (
              <>
                {' '}
                · {t('notices.until')} <Timestamp at={until} as="date" />
              </>
            )}
          </p>
        </div>
      )}
    </li>
  );
};
