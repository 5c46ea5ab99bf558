import type { FormEvent, KeyboardEvent } from 'react';

/** A listener for the keys of a form: ctrl or cmd with Enter submits it from any of its fields. */
export const submitByKey =
  (submit: (event: FormEvent) => void) =>
  (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) submit(event);
  };
