import { Button } from '@mantine/core';
import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../desk/api/ticket-queries.ts';
import { htmlOfText } from '../ui/html-of-text.ts';
import { prepareHtml, steadyAddress } from './prepare-html.ts';
import styles from './rich-text.module.css';

type RichTextProps = { readonly html: string; readonly text: string; readonly attachments: readonly AttachmentView[] };

/**
 * Shows a message's HTML safely. Images of other servers are loaded on request only, and quoted earlier mails are
 * folded.
 */
export const RichText = memo(({ html, text, attachments }: RichTextProps): ReactNode => {
  const { t } = useTranslation();
  const words = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  const [showRemote, setShowRemote] = useState(false);
  const prepared = useMemo(() => {
    const images = new Map(
      attachments.flatMap(({ contentId, id, url }) =>
        contentId === null ? [] : [[contentId.replace(/^<|>$/g, ''), steadyAddress(id, url)] as const],
      ),
    );
    return prepareHtml(html.trim() === '' ? htmlOfText(text) : html, {
      images,
      showRemote,
      words: { quoted: t('history.showQuoted'), image: t('history.remoteImage') },
    });
  }, [html, text, attachments, showRemote, t]);
  // A message wider than its place gets the focus, so that the arrow keys scroll it.
  useEffect(() => {
    const box = words.current;
    if (box === null) return undefined;
    const measure = new ResizeObserver(() => {
      setScrolls(box.scrollWidth > box.clientWidth + 1);
    });
    measure.observe(box);
    return () => {
      measure.disconnect();
    };
  }, [prepared.html]);
  return (
    <>
      {prepared.heldImages && (
        <p className={styles.held}>
          {t('history.imagesHeld')}{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              setShowRemote(true);
            }}
          >
            {t('history.showImages')}
          </Button>
        </p>
      )}
      <div
        className={styles.words}
        ref={words}
        dir="auto"
        {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': t('text.scroll') } : {})}
        dangerouslySetInnerHTML={{ __html: prepared.html }}
      />
    </>
  );
});
RichText.displayName = 'RichText';
