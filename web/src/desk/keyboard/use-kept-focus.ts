import { useEffect, useLayoutEffect, useRef } from 'react';
import { focusList } from '../focus-pane.ts';
import { FLOATING } from './use-action.ts';

/** Milliseconds in which a dialog or a command puts the focus where it belongs by itself. */
const GRACE = 50;

const isThere = (element: HTMLElement): boolean =>
  element.isConnected && element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled');

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/**
 * When what had the focus is taken away (a button whose command is done, a row that has left its list), gives the focus
 * to the part of the desk that it was in; else the next Tab would begin at the top of the page. `list` names the list
 * that is shown: another one is another part of the page, and has the focus in the moment in which it is there. Used
 * once.
 */
export const useKeptFocus = (list: string): void => {
  const shown = useRef(list);
  useLayoutEffect(() => {
    if (shown.current !== list && isLost()) focusList();
    shown.current = list;
  }, [list]);
  useEffect(() => {
    let last: HTMLElement | null = null;
    let region: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      last = target;
      const within = target.closest('#list, #ticket');
      // What floats is no part: whoever closes it goes on where they were before.
      if (within !== null || target.closest(FLOATING) === null) region = within?.id ?? null;
    };
    const restore = (): void => {
      timer = undefined;
      if (!isLost() || last === null || isThere(last)) return;
      if (document.querySelector(FLOATING) !== null) return;
      for (const id of [region, 'ticket', 'list']) {
        const part = id === null ? null : document.getElementById(id);
        if (part === null || !isThere(part)) continue;
        part.focus({ preventScroll: true });
        return;
      }
    };
    const observer = new MutationObserver(() => {
      if (isLost()) timer ??= setTimeout(restore, GRACE);
    });
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'data-view'] });
    window.addEventListener('focusin', remember);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      window.removeEventListener('focusin', remember);
    };
  }, []);
};
