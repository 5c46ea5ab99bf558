import { useEffect } from 'react';

/**
 * Tells the style sheets which part of the window is seen while the keyboard of a phone lies over it: not every browser
 * makes the page smaller for it.
 */
export const useSeenHeight = (): void => {
  useEffect(() => {
    const seen = window.visualViewport;
    if (seen === null) return undefined;
    const { style } = document.documentElement;
    const tell = (): void => {
      // Whoever enlarges the page by two fingers sees a part of it, and there is no keyboard for that.
      if (seen.scale !== 1) return;
      style.setProperty('--seen-top', `${seen.offsetTop}px`);
      style.setProperty('--seen-height', `${seen.height}px`);
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
  }, []);
};
