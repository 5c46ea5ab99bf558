import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore, type ReactNode } from 'react';

let words = '';
const listeners = new Set<() => void>();

/** Has a screen reader say what happened, without moving anything. */
export const announce = (text: string): void => {
  // The same words twice are said twice only when they differ.
  words = text === words ? `${text} ` : text;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** The live region that `announce` speaks through. */
export const Announcer = (): ReactNode => {
  const text = useSyncExternalStore(subscribe, () => words);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
};
