import { ActionIcon, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChecks, IconChevronDown, IconChevronRight, IconPinFilled } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import { announce } from '../ui/announcer.tsx';
import { afterReading, isUnread, useReadMarks } from './read-marks.ts';
import { useNotices, type NoticeView } from './use-notices.ts';
import styles from './notices.module.css';

/** Shows a notice's sanitized HTML. */
type NoticeText = ComponentType<{ readonly html: string }>;

/** Says a notice that comes, or comes changed, while the console is open. */
const useAnnounced = (notices: readonly NoticeView[] | undefined): void => {
  const { t } = useTranslation();
  const known = useRef<ReadonlyMap<string, number> | null>(null);
  useEffect(() => {
    if (notices === undefined) return;
    const before = known.current;
    known.current = new Map(notices.map(({ noticeId, version }) => [noticeId, version]));
    const news = before === null ? [] : notices.filter(({ noticeId, version }) => before.get(noticeId) !== version);
    if (news.length > 0) announce(t('notices.announced', { titles: news.map(({ title }) => title).join(', ') }));
  }, [notices, t]);
};

const Notice = ({
  notice,
  unread,
  onRead,
  Text,
}: {
  readonly notice: NoticeView;
  readonly unread: boolean;
  readonly onRead: () => void;
  readonly Text: NoticeText;
}): ReactNode => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  const [open, setOpen] = useState(false);
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
          onRead();
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
          <Text html={html} />
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

/**
 * The notices of the service, pinned ones first: each a line that opens. What was read and whether they are folded is
 * kept for the agent in this browser.
 */
export const Notices = ({ Text }: { readonly Text: NoticeText }): ReactNode => {
  const { t } = useTranslation();
  const {
    me: { agentId },
    service: { serviceId },
  } = useDesk();
  const notices = useNotices(serviceId).data?.notices;
  const [marks, change] = useReadMarks(serviceId, agentId);
  const list = useId();
  useAnnounced(notices);
  if (notices === undefined || notices.length === 0) return null;
  const unread = notices.filter((notice) => isUnread(marks, notice));
  const { folded } = marks;
  const read = (opened: readonly NoticeView[]): void => {
    change((now) => afterReading(now, opened, notices));
  };
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  return (
    <section className={styles.notices} aria-label={t('notices.label')}>
      <div className={styles.head}>
        <UnstyledButton
          className={styles.fold}
          aria-expanded={!folded}
          aria-controls={folded ? undefined : list}
          onClick={() => {
            change((now) => ({ ...now, folded: !now.folded }));
          }}
        >
          <Chevron size={14} aria-hidden="true" />
          <span>{t('notices.label')}</span>
          <span className={styles.count}>{notices.length}</span>
          {unread.length > 0 && (
            <span className={styles.news}>{t('notices.unreadCount', { count: unread.length })}</span>
          )}
        </UnstyledButton>
        {unread.length > 0 && (
          <Tooltip label={t('notices.markAllRead')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={t('notices.markAllRead')}
              onClick={() => {
                read(notices);
              }}
            >
              <IconChecks size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {!folded && (
        <ul id={list} className={styles.list}>
          {notices.map((notice) => (
            <Notice
              key={notice.noticeId}
              notice={notice}
              unread={unread.includes(notice)}
              onRead={() => {
                read([notice]);
              }}
              Text={Text}
            />
          ))}
        </ul>
      )}
    </section>
  );
};
