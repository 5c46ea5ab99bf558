import { useCallback, useEffect, useRef } from 'react';
import { useLive } from './live-context.ts';

/** Milliseconds without a change of the text after which the agent counts as not typing. */
const TYPING_PAUSE = 3000;

/**
 * Returns a function to call with every change of the text that is written on the shown ticket. Others see that the
 * agent types until a pause, or until the text is empty.
 */
export const useTyping = (): ((isEmpty: boolean) => void) => {
  const { type } = useLive();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      type(false);
    },
    [type],
  );
  return useCallback(
    (isEmpty: boolean) => {
      clearTimeout(timer.current);
      type(!isEmpty);
      if (!isEmpty)
        timer.current = setTimeout(() => {
          type(false);
        }, TYPING_PAUSE);
    },
    [type],
  );
};
