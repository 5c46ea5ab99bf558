import { Button } from '@mantine/core';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryView, TicketView } from '../../desk/api/ticket-queries.ts';
import { announce } from '../../ui/announcer.tsx';
import { useFloating } from './floating.ts';
import { selectAgain, selectionIn, type SelectedText } from './selected-text.ts';
import { useMask } from './use-mask-commands.ts';
import { useMaskRefusal } from './use-mask-words.ts';
import styles from './masking.module.css';

const SIZE = { width: 380, height: 84 };
/** Where Enter has a meaning of its own. */
const OWN_ENTER = 'a, button, input, textarea, select, summary, [contenteditable="true"], [role="button"], dialog';

const lineOf = (): DOMRect | undefined => {
  const selection = document.getSelection();
  return selection === null || selection.rangeCount === 0
    ? undefined
    : [...selection.getRangeAt(0).getClientRects()].at(-1);
};

/** Appears at text that is selected in messages: a click or Enter masks it. */
export const MaskBar = ({
  ticket,
  entries,
  section,
}: {
  readonly ticket: TicketView;
  readonly entries: readonly EntryView[];
  readonly section: HTMLElement;
}): ReactNode => {
  const { t } = useTranslation();
  const refusal = useMaskRefusal();
  const { mutate, reset, isPending, error } = useMask(ticket);
  const [selected, setSelected] = useState<readonly SelectedText[]>([]);
  const held = useRef<readonly SelectedText[]>([]);
  const isDragging = useRef(false);
  const [style, place] = useFloating(section, lineOf, SIZE);
  const read = useCallback((): void => {
    if (isDragging.current) return;
    held.current = selectionIn(section);
    setSelected(held.current);
    place();
  }, [section, place]);
  useEffect(() => {
    const pressed = (event: PointerEvent): void => {
      isDragging.current = event.target instanceof Node && section.contains(event.target);
      reset();
    };
    const released = (): void => {
      isDragging.current = false;
      // The browser takes a selection away only after the click on it.
      setTimeout(read);
    };
    read();
    document.addEventListener('selectionchange', read);
    document.addEventListener('pointerdown', pressed);
    document.addEventListener('pointerup', released);
    return () => {
      document.removeEventListener('selectionchange', read);
      document.removeEventListener('pointerdown', pressed);
      document.removeEventListener('pointerup', released);
    };
  }, [read, reset, section]);
  // A message that is drawn anew, because somebody masked it too, loses the selection.
  useLayoutEffect(() => {
    const [first, ...others] = held.current;
    if (first !== undefined && others.length === 0 && selectionIn(section).length === 0) selectAgain(section, first);
  }, [entries, section]);
  const count = selected.reduce((sum, each) => sum + each.count, 0);
  const mask = useCallback((): void => {
    // The browser tells of a selection a moment after it was changed; a key may be faster.
    held.current = selectionIn(section);
    if (held.current.length === 0 || isPending) return;
    const characters = held.current.reduce((sum, each) => sum + each.count, 0);
    mutate(held.current, {
      onSuccess: () => {
        held.current = [];
        document.getSelection()?.removeAllRanges();
        announce(t('mask.done', { count: characters }));
      },
    });
  }, [isPending, mutate, section, t]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if ((event.key !== 'Enter' && event.key !== 'Escape') || event.isComposing) return;
      if (selectionIn(section).length === 0) return;
      if (event.key === 'Escape') document.getSelection()?.removeAllRanges();
      else if (event.target instanceof Element && event.target.closest(OWN_ENTER) !== null) return;
      else mask();
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', pressed, true);
    return () => {
      document.removeEventListener('keydown', pressed, true);
    };
  }, [mask, section]);
  if (count === 0) return null;
  return (
    <div className={styles.bar} style={style} role="group" aria-label={t('mask.bar')}>
      <div className={styles.line}>
        <Button
          size="compact-sm"
          loading={isPending}
          onPointerDown={(event) => {
            event.preventDefault();
            event.stopPropagation();
          }}
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={mask}
        >
          {selected.length === 1
            ? t(count === 1 ? 'mask.character' : 'mask.characters', { count })
            : t('mask.charactersIn', { count, messages: selected.length })}
        </Button>
        <kbd className={styles.key}>Enter</kbd>
      </div>
      <p className={styles.hint}>{t('mask.means')}</p>
      {error !== null && (
        <p className={styles.refusal} role="alert">
          {refusal(error)}
        </p>
      )}
    </div>
  );
};
