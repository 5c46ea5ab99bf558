import { Button, Skeleton, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listDraftVersions } from '../../../shared/contracts/http/drafts.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useNow } from '../desk/timestamp.tsx';
import { timeInSentence } from '../ui/format-time.ts';
import { firstWords } from './first-words.ts';
import styles from './earlier-texts.module.css';

/** The states of the agent's drafts and their sent texts on a ticket, newest first. */
export const EarlierTextList = ({
  serviceId,
  number,
  html,
  onHtml,
  onChosen,
}: {
  readonly serviceId: string;
  readonly number: number;
  readonly html: string;
  readonly onHtml: (html: string) => void;
  readonly onChosen: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { timeStyle } = useDesk();
  const now = useNow();
  const earlier = useQuery({
    queryKey: queryKeys.draftVersions(serviceId, number),
    queryFn: ({ signal }) => call(listDraftVersions, { params: { serviceId, number }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const load = (chosen: string): void => {
    onHtml(chosen);
    onChosen();
    const id = notifications.show({
      message: (
        <span className={styles.undo}>
          {t('earlier.loaded')}{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              notifications.hide(id);
              onHtml(html);
            }}
          >
            {t('editor.undo')}
          </Button>
        </span>
      ),
      withBorder: true,
    });
  };
  if (earlier.isError || earlier.fetchStatus === 'paused')
    return <p className={styles.words}>{t(earlier.isError ? 'earlier.failed' : 'earlier.offline')}</p>;
  if (earlier.data === undefined)
    return (
      <div className={styles.words} role="status" aria-label={t('earlier.loading')}>
        <Skeleton height={12} width="60%" animate={false} />
      </div>
    );
  if (earlier.data.versions.length === 0) return <p className={styles.words}>{t('earlier.none')}</p>;
  return (
    <ul className={styles.list} aria-label={t('earlier.title')}>
      {earlier.data.versions.map((version) => (
        <li key={`${version.version} ${version.savedAt}`}>
          <UnstyledButton
            className={styles.version}
            onClick={() => {
              load(version.html);
            }}
          >
            <span className={styles.time}>
              {t(version.sentAs === null ? 'earlier.draft' : 'earlier.sent', {
                time: timeInSentence(version.savedAt, now, timeStyle),
              })}
            </span>
            <span className={styles.text} dir="auto">
              {firstWords(version.html, 90)}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
};
