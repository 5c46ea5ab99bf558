const SEOUL = 9 * 60 * 60 * 1000;

/** A time as Dooray! writes it: to the second, in Seoul's. From milliseconds. */
export const isoTime = (milliseconds: number): string =>
  `${new Date(milliseconds + SEOUL).toISOString().slice(0, 19)}+09:00`;
