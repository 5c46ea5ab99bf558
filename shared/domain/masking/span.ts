/** Part of a text in UTF-16 units; `end` is exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** Sorts spans, drops empty ones and merges overlapping ones; with `touching` also those that meet. */
export const mergeSpans = (spans: readonly Span[], touching = false): readonly Span[] => {
  const merged: Span[] = [];
  for (const span of spans.filter(({ start, end }) => start < end).toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && (touching ? span.start <= last.end : span.start < last.end))
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push({ start: span.start, end: span.end });
  }
  return merged;
};

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Whether one of the spans, which are sorted and don't overlap, overlaps this one. */
export const overlapsAny = (spans: readonly Span[], span: Span): boolean => {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]!.end <= span.start) low = middle + 1;
    else high = middle;
  }
  return low < spans.length && overlaps(spans[low]!, span);
};
