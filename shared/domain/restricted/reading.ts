/** One way to read a text: its units, and the original place of each. */
export type Reading = {
  readonly text: string;
  /** For each unit of `text`: start and end in the original text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Ascending offsets in `text` of new blocks. */
  readonly breaks: readonly number[];
};

/** The text as written. */
export const plainReading = (text: string, breaks: readonly number[] = []): Reading => ({
  text,
  starts: Array.from({ length: text.length }, (_, index) => index),
  ends: Array.from({ length: text.length }, (_, index) => index + 1),
  breaks,
});
