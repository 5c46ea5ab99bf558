import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { submitByKey } from '../../ui/submit-by-key.ts';

/**
 * What rows that are edited in place do with the bar that saves them: a key asks for the save, perhaps before the bar
 * is loaded, and the focus that was on a bar that is gone goes to `panel`. `hasEdits` is asked when the key is pressed.
 */
export const useUnsavedBar = (
  panel: RefObject<HTMLElement | null>,
  hasBar: boolean,
  hasEdits: () => boolean,
): {
  readonly isAsked: boolean;
  readonly onTaken: () => void;
  readonly pressed: (event: KeyboardEvent<HTMLElement>) => void;
} => {
  const [isAsked, setAsked] = useState(false);
  const hadBar = useRef(hasBar);
  useEffect(() => {
    if (!hasBar) setAsked(false);
    if (!hasBar && hadBar.current && document.activeElement === document.body) panel.current?.focus();
    hadBar.current = hasBar;
  }, [hasBar, isAsked, panel]);
  const onTaken = useCallback(() => {
    setAsked(false);
  }, []);
  return {
    isAsked,
    onTaken,
    pressed: submitByKey(() => {
      if (hasEdits()) setAsked(true);
    }),
  };
};
