import { useCallback, useLayoutEffect, useState, type CSSProperties } from 'react';

/** Pixels between the text and what floats at it, and to the edges of the history. */
const GAP = 8;

/**
 * Where something of this size floats in the history: below `target`, or above where there is no room, or at the end
 * where there is none either. Hidden while the target is scrolled out of sight. Follows scrolling and resizing.
 */
export const useFloating = (
  section: HTMLElement,
  target: () => DOMRect | undefined,
  { width, height }: { readonly width: number; readonly height: number },
): readonly [CSSProperties, () => void] => {
  const [style, setStyle] = useState<CSSProperties>({ opacity: 0 });
  const place = useCallback((): void => {
    const [outer, inner] = [section.getBoundingClientRect(), target()];
    if (inner === undefined || inner.bottom < outer.top || inner.top > outer.bottom) {
      setStyle({ visibility: 'hidden' });
      return;
    }
    const [above, below] = [inner.top - GAP - height, inner.bottom + GAP];
    const bottom = outer.bottom - GAP - height;
    const top = below <= bottom ? below : above >= outer.top ? above : Math.max(outer.top + GAP, bottom);
    const left = Math.max(outer.left + GAP, Math.min(inner.left, outer.right - width - GAP));
    setStyle({ top: top - outer.top, left: left - outer.left, width });
  }, [section, target, width, height]);
  useLayoutEffect(() => {
    place();
    const resized = new ResizeObserver(place);
    resized.observe(section);
    section.addEventListener('scroll', place, true);
    return () => {
      resized.disconnect();
      section.removeEventListener('scroll', place, true);
    };
  }, [section, place]);
  return [style, place];
};
