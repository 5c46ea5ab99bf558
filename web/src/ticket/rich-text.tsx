import { Button } from '@mantine/core';
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, EntryView } from '../desk/api/ticket-queries.ts';
import { htmlOfText } from '../ui/html-of-text.ts';
import { keepOrigin } from './masking/text-origin.ts';
import type { Pictures } from './picture-dialog.tsx';
import { enlargeOnClick, ShownPictures } from './pictures.tsx';
import { prepareHtml, steadyAddress } from './prepare-html.ts';
import styles from './rich-text.module.css';

type RichTextProps = {
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly AttachmentView[];
  readonly masks?: EntryView['masks'];
  /** Language tag of the text; empty when unknown, absent when it is the console's. */
  readonly lang?: string;
  /** Whether quotes are shown from the beginning. */
  readonly unfolds?: boolean;
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

const NO_MASKS: EntryView['masks'] = [];

/**
 * Shows a message's HTML safely. Images of other servers are loaded on request only, and quoted earlier mails are
 * folded.
 */
export const RichText = memo(
  ({ html, text, attachments, masks = NO_MASKS, lang, unfolds = false }: RichTextProps): ReactNode => {
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
      const isStored = html.trim() !== '';
      const shown = prepareHtml(isStored ? html : htmlOfText(text), {
        images,
        showRemote,
        masks: isStored ? masks : [],
        words: { quoted: t('history.showQuoted'), image: t('history.remoteImage'), masked: t('mask.masked') },
      });
      return isStored ? shown : { ...shown, runs: [] };
    }, [html, text, attachments, masks, showRemote, t]);
    const isQuoteOpen = useRef(unfolds);
    useLayoutEffect(() => {
      const box = words.current;
      if (box === null) return undefined;
      keepOrigin(box, prepared.runs);
      const quote = [...box.querySelectorAll('details')].at(-1);
      if (quote === undefined) return undefined;
      // A quote that was unfolded stays so when the text is masked.
      quote.open = isQuoteOpen.current;
      const toggled = (): void => {
        isQuoteOpen.current = quote.open;
      };
      quote.addEventListener('toggle', toggled);
      return () => {
        quote.removeEventListener('toggle', toggled);
      };
    }, [prepared]);
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
  },
);
RichText.displayName = 'RichText';
