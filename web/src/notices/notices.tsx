import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChecks, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { NoticeItem } from '../desk/notices/notice-item.tsx';
import { announce } from '../ui/announcer.tsx';
import { afterReading, isUnread, useReadMarks } from './read-marks.ts';
import { useNotices, type NoticeView } from './use-notices.ts';
import styles from './notices.module.css';

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

/**
 * The notices of the service, pinned ones first: each a line that opens. What was read and whether they are folded is
 * kept for the agent in this browser.
 */
export const Notices = (): ReactNode => {
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
            <NoticeItem
              key={notice.noticeId}
              notice={notice}
              unread={unread.includes(notice)}
              onRead={() => {
                read([notice]);
              }}
            />
          ))}
        </ul>
      )}
    </section>
  );
};
