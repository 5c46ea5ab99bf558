import { useLayoutEffect, type RefObject } from 'react';

/**
 * While an element covers the screen, tells its styles which part of the window is seen as the keyboard of a phone lies
 * over it: not every browser makes the page smaller for it. Only the element's own styles are told: those of the whole
 * page would all have to be found anew.
 */
export const useSeenHeight = (covering: RefObject<HTMLElement | null>, isCovering: boolean): void => {
  useLayoutEffect(() => {
    const seen = window.visualViewport;
    const style = covering.current?.style;
    if (!isCovering || seen === null || style === undefined) return undefined;
    const tell = (): void => {
      // Whoever enlarges the page by two fingers sees a part of it, and there is no keyboard for that.
      if (seen.scale !== 1) return;
      const { offsetTop, height } = seen;
      style.setProperty('--seen-top', `${offsetTop}px`);
      style.setProperty('--seen-height', `${height}px`);
    };
    tell();
    seen.addEventListener('resize', tell);
    seen.addEventListener('scroll', tell);
    return () => {
      seen.removeEventListener('resize', tell);
      seen.removeEventListener('scroll', tell);
      style.removeProperty('--seen-top');
      style.removeProperty('--seen-height');
    };
  }, [covering, isCovering]);
};
