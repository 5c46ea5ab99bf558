import type { FormEvent, KeyboardEvent } from 'react';

/** A listener for the keys of a form, or what stands for one: ctrl or cmd with Enter submits it from any field. */
export const submitByKey =
  (submit: (event: FormEvent) => void) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) submit(event);
  };
