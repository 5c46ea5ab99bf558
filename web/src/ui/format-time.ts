/** How every time is shown: in the service's time zone and the agent's language. */
export type TimeStyle = { readonly timeZone: string; readonly language: string };

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = ({ language, timeZone }: TimeStyle, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language}|${timeZone}|${JSON.stringify(options)}`;
  const kept = formatters.get(key);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone });
  formatters.set(key, made);
  return made;
};

/** `10:42` */
export const clockTime = (at: string, timeStyle: TimeStyle): string =>
  formatter(timeStyle, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

/** `Sun, Nov 22, 2026, 10:42:07 GMT+9`: for tooltips. */
export const exactTime = (at: string, timeStyle: TimeStyle): string =>
  formatter(timeStyle, {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(new Date(at));

/** `YYYY-MM-DD` in the time zone. */
export const dayOf = (at: string | number, timeZone: string): string => {
  const parts = formatter(
    { language: 'en', timeZone },
    { year: 'numeric', month: '2-digit', day: '2-digit' },
  ).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
};

/** `Nov 22`, with the year when it is not this one. */
export const shortDate = (at: string, now: number, timeStyle: TimeStyle): string => {
  const sameYear = dayOf(at, timeStyle.timeZone).slice(0, 4) === dayOf(now, timeStyle.timeZone).slice(0, 4);
  return formatter(timeStyle, { month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    new Date(at),
  );
};

/** `Nov 22, 10:42`, with the year when it is not this one: for fields and the event log. */
export const dateAndTime = (at: string, now: number, timeStyle: TimeStyle): string => {
  const sameYear = dayOf(at, timeStyle.timeZone).slice(0, 4) === dayOf(now, timeStyle.timeZone).slice(0, 4);
  return formatter(timeStyle, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(at));
};

/** `10:42` for today, else `Nov 22, 10:42`: for use in a sentence. */
export const timeInSentence = (at: string, now: number, timeStyle: TimeStyle): string =>
  dayOf(at, timeStyle.timeZone) === dayOf(now, timeStyle.timeZone)
    ? clockTime(at, timeStyle)
    : dateAndTime(at, now, timeStyle);

/** `Sunday, November 22`, with the year when it is not this one: for the lines between days. */
export const longDay = (at: string, now: number, timeStyle: TimeStyle): string => {
  const sameYear = dayOf(at, timeStyle.timeZone).slice(0, 4) === dayOf(now, timeStyle.timeZone).slice(0, 4);
  return formatter(timeStyle, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(at));
};

/**
 * `5m ago`, `2h ago`, `3d ago`; the date after a week. `justNow` is used below a minute, and when this computer's clock
 * is behind the server's.
 */
export const relativeTime = (at: string, now: number, timeStyle: TimeStyle, justNow: string): string => {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return justNow;
  const format = new Intl.RelativeTimeFormat(timeStyle.language, { style: 'narrow', numeric: 'always' });
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 24 * 60) return format.format(-Math.floor(minutes / 60), 'hour');
  if (minutes < 7 * 24 * 60) return format.format(-Math.floor(minutes / (24 * 60)), 'day');
  return shortDate(at, now, timeStyle);
};

/** Milliseconds until the next midnight in the time zone; up to an hour off on a day when the clocks change. */
export const untilMidnight = (now: number, timeZone: string): number => {
  const parts = formatter(
    { language: 'en', timeZone },
    { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  ).formatToParts(new Date(now));
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  return 86_400_000 - ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000 - (now % 1000);
};
