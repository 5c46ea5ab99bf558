import { findRestricted, MATCHES_LIMIT, type RestrictedSpan, type WordTree } from './find-restricted.ts';
import type { Reading } from './reading.ts';
import { removeDisguises } from './remove-disguises.ts';

/** Converts a match in a reading into a span of the original text, from its first to its last character. */
const placed = ({ starts, ends }: Reading, written: string, { start, end, word }: RestrictedSpan): RestrictedSpan => {
  let [from, to] = [starts[start]!, ends[start]!];
  for (let unit = start + 1; unit < end; unit += 1) {
    from = Math.min(from, starts[unit]!);
    to = Math.max(to, ends[unit]!);
  }
  return { start: from, end: to, word, written: written.slice(from, to) };
};

/**
 * Restricted words in all readings of a text (the first is the text as written), and in each with its disguises
 * removed. A word found at the same place by several readings is returned once.
 */
export const findInReadings = (
  tree: WordTree,
  written: string,
  readings: readonly Reading[],
): readonly RestrictedSpan[] => {
  const all = readings.flatMap((reading) => [
    reading,
    ...[removeDisguises(reading)].filter((each) => each !== undefined),
  ]);
  const found: RestrictedSpan[] = [];
  for (const reading of all) {
    const before = [...found];
    const known = new Map<string, RestrictedSpan[]>();
    for (const each of before) known.set(each.word, [...(known.get(each.word) ?? []), each]);
    for (const span of findRestricted(tree, reading.text, reading.breaks)) {
      const match = placed(reading, written, span);
      if (!(known.get(match.word) ?? []).some(({ start, end }) => start < match.end && match.start < end))
        found.push(match);
    }
  }
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end).slice(0, MATCHES_LIMIT);
};
