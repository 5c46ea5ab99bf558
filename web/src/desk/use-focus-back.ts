import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * When a dialog has closed, gives the focus back to what opened it: to `opener`, or without one to what had the focus
 * then; to the ticket when that is gone. Where something else has the focus by then, it stays there.
 */
export const useFocusBack = (isOpen: boolean, opener?: RefObject<Element | null>): void => {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (isOpen) {
      before.current = opener?.current ?? document.activeElement;
      return undefined;
    }
    const back = before.current;
    if (back === null) return undefined;
    before.current = null;
    const giveBack = (): void => {
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      const isThere = back instanceof HTMLElement && back.isConnected && back !== document.body;
      (isThere ? back : document.getElementById('ticket'))?.focus({ preventScroll: true });
    };
    // At once where the dialog is gone already: a key that is pressed in between would be lost.
    giveBack();
    // One that is still there lets go of the focus first.
    const timer = setTimeout(giveBack, 0);
    return () => {
      clearTimeout(timer);
    };
  }, [isOpen, opener]);
};
