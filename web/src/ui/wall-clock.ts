const DAY = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (timeZone: string): Intl.DateTimeFormat => {
  const kept = formatters.get(timeZone);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
};

/** What a clock in the time zone shows: `YYYY-MM-DDTHH:mm`, as an input of the type `datetime-local` takes it. */
export const wallClockOf = (at: string | number, timeZone: string): string => {
  const parts = formatter(timeZone).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
};

/**
 * The instant (ISO 8601 in UTC) at which a clock in the time zone shows `wallClock`; null when that is no time. Of a
 * time that comes twice, in autumn, it is the first; one that is left out, in spring, is an hour later.
 */
export const instantOf = (wallClock: string, timeZone: string): string | null => {
  const asUtc = Date.parse(`${wallClock}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(wallClock) || Number.isNaN(asUtc)) return null;
  const offsetAt = (instant: number): number =>
    Date.parse(`${wallClockOf(instant, timeZone)}Z`) - Math.floor(instant / 60_000) * 60_000;
  // The offsets of the day before and the day after are the only two that can apply.
  const [before, after] = [asUtc - offsetAt(asUtc - DAY), asUtc - offsetAt(asUtc + DAY)];
  const shows = (instant: number): boolean => asUtc - offsetAt(instant) === instant;
  return new Date(shows(before) || !shows(after) ? before : after).toISOString();
};
