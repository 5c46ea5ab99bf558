import { once } from '../kernel/once.ts';
import { mergeSpans, type Span } from './span.ts';

/** Made when it is needed: it loads the rules of all scripts. */
const segmenter = once(() => new Intl.Segmenter('und', { granularity: 'grapheme' }));
const LINE_BREAK = /^[\n\v\f\r\u0085\u2028\u2029]+$/;

/**
 * Extends each span to whole grapheme clusters; sorted, and merged where they meet. Spans must lie within the text;
 * empty ones are dropped.
 */
export const widenToGraphemes = (text: string, spans: readonly Span[]): readonly Span[] => {
  // Created once, because it copies the text.
  const segments = segmenter().segment(text);
  return mergeSpans(
    mergeSpans(spans, true).map(({ start, end }) => {
      const last = segments.containing(end - 1)!;
      return { start: segments.containing(start)!.index, end: last.index + last.segment.length };
    }),
    true,
  );
};

/** The grapheme clusters of a span that begins and ends between two. */
export const graphemesOf = (text: string, { start, end }: Span): readonly Span[] =>
  Array.from(segmenter().segment(text.slice(start, end)), ({ index, segment }) => ({
    start: start + index,
    end: start + index + segment.length,
  }));

/** Line breaks contain no text and are never masked, so that the layout stays. */
export const isLineBreak = (text: string, { start, end }: Span): boolean => LINE_BREAK.test(text.slice(start, end));

/** Plain text with a `*` for each grapheme cluster that a span touches. Spans may overlap and have any order. */
export const starText = (text: string, spans: readonly Span[]): string => {
  let out = '';
  let last = 0;
  for (const span of widenToGraphemes(text, spans)) {
    out +=
      text.slice(last, span.start) +
      graphemesOf(text, span)
        .map((each) => (isLineBreak(text, each) ? text.slice(each.start, each.end) : '*'))
        .join('');
    last = span.end;
  }
  return out + text.slice(last);
};
