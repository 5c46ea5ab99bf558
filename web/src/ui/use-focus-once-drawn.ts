import { useCallback, useEffect, useRef } from 'react';

/**
 * Gives the focus to an element that is drawn by the next changes of the component. `find` is asked after each of them
 * until it finds the element: a frame of the browser may come before the change that draws it.
 */
export const useFocusOnceDrawn = (): ((find: () => HTMLElement | null | undefined) => void) => {
  const wanted = useRef<(() => HTMLElement | null | undefined) | null>(null);
  useEffect(() => {
    const found = wanted.current?.();
    if (found === null || found === undefined) return;
    wanted.current = null;
    found.focus();
  });
  return useCallback((find) => {
    wanted.current = find;
  }, []);
};
