import type { Span } from './span.ts';

/** White space and invisible characters. */
const UNSEEN = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/;

/** A text without white space and invisible characters, with the original place of each unit. */
export type Compact = { readonly text: string; readonly at: Uint32Array };

export const compact = (text: string): Compact => {
  const at = new Uint32Array(text.length);
  let out = '';
  for (let index = 0; index < text.length; index += 1) {
    if (UNSEEN.test(text[index]!)) continue;
    at[out.length] = index;
    out += text[index]!;
  }
  return { text: out, at: at.subarray(0, out.length) };
};

/** The strings to search, each once: without white space and invisible characters, with at least `units` units. */
export const wantedOf = (words: readonly string[], units: number): readonly string[] =>
  [...new Set(words.map((each) => compact(each).text))].filter(({ length }) => length >= units);

/** The places of a string in a text, regardless of spaces and line breaks. */
export const findOccurrences = ({ text, at }: Compact, wanted: string): readonly Span[] => {
  const found: Span[] = [];
  for (let index = text.indexOf(wanted); index >= 0; index = text.indexOf(wanted, index + wanted.length)) {
    found.push({ start: at[index]!, end: at[index + wanted.length - 1]! + 1 });
  }
  return found;
};

/**
 * Converts spans of one text into spans of another that differs only in spacing; undefined when it differs otherwise.
 */
export const alignSpans = (from: string, to: string, spans: readonly Span[]): readonly Span[] | undefined => {
  const [source, target] = [compact(from), compact(to)];
  if (source.text !== target.text) return undefined;
  /** The number of visible units before an offset. */
  const before = (offset: number): number => {
    let [low, high] = [0, source.at.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (source.at[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return spans.flatMap(({ start, end }) => {
    const [first, last] = [before(start), before(end) - 1];
    return first > last ? [] : [{ start: target.at[first]!, end: target.at[last]! + 1 }];
  });
};
