import { lazy, Suspense, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { focusTicket } from '../desk/focus-pane.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { isTyping, useAction } from '../desk/keyboard/use-action.ts';
import type { ListView } from '../desk/ticket-lists.ts';
import type { OpenPalette, PaletteMode } from './palette-entries.ts';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: component }) => ({ default: component })));

/** Opens the command palette by its keys, and gives the focus back to what had it when the palette closes. */
export const PaletteHost = ({ onList }: { readonly onList: (view: ListView) => void }): ReactNode => {
  const [open, setOpen] = useState<OpenPalette | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  /** Where the cursor was in a text: a field that only gets the focus has it at its beginning for a moment. */
  const cursor = useRef<Range | null>(null);
  const show = (mode: PaletteMode): void => {
    const focused = document.activeElement;
    opener.current = focused instanceof HTMLElement && focused !== document.body ? focused : null;
    const selection = window.getSelection();
    cursor.current =
      opener.current?.isContentEditable === true && selection !== null && selection.rangeCount > 0
        ? selection.getRangeAt(0).cloneRange()
        : null;
    setOpen({ mode, number: aim.aimedTicket() });
    // What is typed until the palette is loaded is meant for it, and not for the editor.
    if (isTyping(focused)) focusTicket();
    aim.awaitPalette();
  };
  useAction('palette', () => {
    show('everything');
  });
  useAction('find', () => {
    show('tickets');
  });
  /** What is run when the palette has gone. */
  const leaving = useRef<{ readonly run: (() => void) | null } | null>(null);
  const close = (run: (() => void) | null): void => {
    leaving.current = { run };
    setOpen(null);
  };
  // With the drawing in which the dialog goes: a key that is pressed next finds the focus where it was.
  useLayoutEffect(() => {
    if (open !== null || leaving.current === null) return;
    const { run } = leaving.current;
    leaving.current = null;
    const back = opener.current?.isConnected === true ? opener.current : document.getElementById('ticket');
    back?.focus({ preventScroll: true });
    if (cursor.current !== null && back === opener.current) {
      window.getSelection()?.removeAllRanges();
      window.getSelection()?.addRange(cursor.current);
    }
    if (run !== null) setTimeout(run, 0);
  }, [open]);
  return <Suspense>{open !== null && <Palette {...open} onList={onList} onClose={close} />}</Suspense>;
};
