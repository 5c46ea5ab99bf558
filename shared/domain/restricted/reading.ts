/** A text as somebody reads it: its units, and where each of them stands in what was written. */
export type Reading = {
  readonly text: string;
  /** Per unit of `text`: from where to where it goes in what was written. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Ascending offsets in `text` at which another block begins. */
  readonly breaks: readonly number[];
};

/** What was written, read as it stands. */
export const plainReading = (text: string, breaks: readonly number[] = []): Reading => ({
  text,
  starts: Array.from({ length: text.length }, (_, index) => index),
  ends: Array.from({ length: text.length }, (_, index) => index + 1),
  breaks,
});
