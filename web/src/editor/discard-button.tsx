import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachments } from './use-attachments.ts';
import type { DraftControl } from './use-draft.ts';
import styles from './editor-dock.module.css';

/** Discards the text and its files; a notification offers to bring them back. */
export const DiscardButton = ({
  draft,
  html,
  attachments,
  onHtml,
}: {
  readonly draft: DraftControl;
  /** The text in the editor. */
  readonly html: string;
  readonly attachments: Pick<Attachments, 'stop' | 'resume'>;
  /** Puts a text into the editor. */
  readonly onHtml: (html: string) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const discard = (): void => {
    const discarded = draft.stored;
    attachments.stop();
    // First the draft: an editor that is emptied discards what is left of it.
    draft.discard();
    onHtml('');
    const bringBack = (): void => {
      if (discarded !== null) draft.restore({ ...discarded, html });
      onHtml(html);
      attachments.resume(discarded?.files ?? []);
    };
    const id = notifications.show({
      message: (
        <span className={styles.undo}>
          {t('editor.discarded')}{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              notifications.hide(id);
              bringBack();
            }}
          >
            {t('editor.undo')}
          </Button>
        </span>
      ),
      withBorder: true,
    });
  };
  return (
    <Tooltip label={t('editor.discard')}>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('editor.discard')} onClick={discard}>
        <IconTrash size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
};
