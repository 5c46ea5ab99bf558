/** Milliseconds. A sender's clock may be ahead of ours by so much. */
const AHEAD = 60_000;
/** Milliseconds. A mail takes a day to arrive at most; an older date is a wrong clock or a mail that was kept back. */
const ON_THE_WAY = 24 * 60 * 60_000;

/** When a mail was written by its own date, ISO 8601; undefined when that can't be true of a mail received then. */
export const writtenAt = (date: string | undefined, receivedAt: string): string | undefined => {
  if (date === undefined) return undefined;
  const onTheWay = Date.parse(receivedAt) - Date.parse(date);
  return onTheWay >= -AHEAD && onTheWay <= ON_THE_WAY ? date : undefined;
};
