import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore, type ReactNode } from 'react';

let words = '';
const listeners = new Set<() => void>();

/** Makes a screen reader say a text; nothing on the screen changes and the focus stays. */
export const announce = (text: string): void => {
  // A screen reader is silent when the text is the same as before; a space at the end makes it another one.
  words = text === words ? `${text} ` : text;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** The live region that `announce` writes into; rendered once. */
export const Announcer = (): ReactNode => {
  const text = useSyncExternalStore(subscribe, () => words);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
};
