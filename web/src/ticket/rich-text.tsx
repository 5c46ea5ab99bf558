import { Button } from '@mantine/core';
import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../desk/api/ticket-queries.ts';
import { htmlOfText } from '../ui/html-of-text.ts';
import type { Pictures } from './picture-dialog.tsx';
import { enlargeOnClick, ShownPictures } from './pictures.tsx';
import { prepareHtml, steadyAddress } from './prepare-html.ts';
import styles from './rich-text.module.css';

type RichTextProps = {
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly AttachmentView[];
  /** Language tag of the text; empty when unknown, absent when it is the console's. */
  readonly lang?: string;
};

/**
 * Gives the focus to what is wider than its place, so that the arrow keys scroll it: the whole message, a table,
 * preformatted text. Returns a function that ends it.
 */
const scrollByKeys = (box: HTMLElement, label: string): (() => void) => {
  const places = [box, ...box.querySelectorAll<HTMLElement>('[data-scroll], pre')];
  const measure = new ResizeObserver(() => {
    for (const place of places) {
      const isWide = place.scrollWidth > place.clientWidth + 1;
      const attributes = { tabindex: '0', role: 'group', 'aria-label': label };
      for (const [name, value] of Object.entries(attributes))
        if (isWide) place.setAttribute(name, value);
        else place.removeAttribute(name);
    }
  });
  for (const place of places) measure.observe(place);
  return () => {
    measure.disconnect();
  };
};

/**
 * Shows a message's HTML safely. Images of other servers are loaded on request only, and quoted earlier mails are
 * folded.
 */
export const RichText = memo(({ html, text, attachments, lang }: RichTextProps): ReactNode => {
  const { t } = useTranslation();
  const words = useRef<HTMLDivElement>(null);
  const [pictures, setPictures] = useState<Pictures | null>(null);
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
  useEffect(() => {
    const box = words.current;
    return box === null ? undefined : scrollByKeys(box, t('text.scroll'));
  }, [prepared.html, t]);
  useEffect(() => {
    const box = words.current;
    const label = (name: string): string => t('picture.enlarge', { name: name || t('history.remoteImage') });
    return box === null ? undefined : enlargeOnClick(box, label, setPictures);
  }, [prepared.html, t]);
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
        lang={lang}
        data-entry-text
        data-paper={prepared.needsPaper || undefined}
        dangerouslySetInnerHTML={{ __html: prepared.html }}
      />
      <ShownPictures
        pictures={pictures}
        onClose={() => {
          setPictures(null);
        }}
      />
    </>
  );
});
RichText.displayName = 'RichText';
