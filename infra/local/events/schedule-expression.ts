/** When something happens next, strictly after the given time (epoch milliseconds); undefined when never again. */
export type Next = (after: number) => number | undefined;

const unitMilliseconds: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const searchDays = 366 * 8; // the rarest day is February 29th

/**
 * Reads `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` and `at(2026-12-24T18:00:00)`; throws for what isn't hosted here
 * (L, W and #).
 */
export const scheduleExpression = (expression: string, timeZone = 'UTC'): Next => {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return rate(inner, expression);
  if (kind === 'cron') return cron(inner, expression, timeZone);
  if (kind === 'at') return at(inner, expression, timeZone);
  throw new Error(`The schedule ${expression} is not hosted on one machine.`);
};

const rate = (inner: string, expression: string): Next => {
  const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(inner) ?? [];
  const milliseconds = Number(count) * (unitMilliseconds[unit ?? ''] ?? NaN);
  if (!(milliseconds > 0)) throw new Error(`The schedule ${expression} is not hosted on one machine.`);
  return (after) => after + milliseconds;
};

const at = (inner: string, expression: string, timeZone: string): Next => {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(inner)?.slice(1).map(Number);
  if (!parts) throw new Error(`The schedule ${expression} is not hosted on one machine.`);
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  const time = instant(Date.UTC(year, month - 1, day, hour, minute, second), timeZone);
  return (after) => (time > after ? time : undefined);
};

const cron = (inner: string, expression: string, timeZone: string): Next => {
  const fields = inner.trim().split(/\s+/);
  if (fields.length !== 6) throw new Error(`The schedule ${expression} must have six fields.`);
  const [minuteField, hourField, dayField, monthField, weekdayField, yearField] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((dayField === '?') === (weekdayField === '?'))
    throw new Error(`The schedule ${expression} must have ? either as day of the month or as day of the week.`);
  const read = (field: string, from: number, to: number, names: readonly string[] = [], first = 0) =>
    members(field, from, to, (word) => (names.includes(word) ? names.indexOf(word) + first : Number(word)), expression);
  const [minutes, hours] = [read(minuteField, 0, 59), read(hourField, 0, 23)];
  const [days, monthNumbers, weekdayNumbers, years] = [
    read(dayField, 1, 31),
    read(monthField, 1, 12, months, 1),
    read(weekdayField, 1, 7, weekdays, 1),
    read(yearField, 1970, 2199),
  ];
  const onDay = (date: Date) =>
    years.has(date.getUTCFullYear()) &&
    monthNumbers.has(date.getUTCMonth() + 1) &&
    days.has(date.getUTCDate()) &&
    weekdayNumbers.has(date.getUTCDay() + 1);

  return (after) => {
    // Wall-clock days are walked through as if they were UTC, and each candidate is then placed in its zone.
    const firstDay = Math.floor(wallClock(after, timeZone) / 86_400_000);
    for (let day = firstDay; day < firstDay + searchDays; day += 1) {
      if (!onDay(new Date(day * 86_400_000))) continue;
      for (const hour of hours) {
        for (const minute of minutes) {
          const time = instant(day * 86_400_000 + hour * 3_600_000 + minute * 60_000, timeZone);
          if (time > after) return time;
        }
      }
    }
    return undefined;
  };
};

/** The numbers that a cron field names, ascending. */
const members = (
  field: string,
  from: number,
  to: number,
  number: (word: string) => number,
  expression: string,
): ReadonlySet<number> => {
  const found = field.split(',').flatMap((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [low = '', high] = range.split('-');
    const start = range === '*' || range === '?' ? from : number(low.toUpperCase());
    const end =
      high !== undefined
        ? number(high.toUpperCase())
        : range === '*' || range === '?' || part.includes('/')
          ? to
          : start;
    if (![start, end, Number(step)].every(Number.isInteger) || start < from || end > to || Number(step) < 1)
      throw new Error(`The schedule ${expression} is not hosted on one machine: ${part}.`);
    return Array.from(
      { length: Math.floor((end - start) / Number(step)) + 1 },
      (_, index) => start + index * Number(step),
    );
  });
  return new Set(found.sort((a, b) => a - b));
};

/** The wall-clock time in the zone, as epoch milliseconds as if it were UTC. */
const wallClock = (time: number, timeZone: string): number => {
  if (timeZone === 'UTC') return time;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
};

/** The moment at which a clock in the zone shows this wall-clock time. */
const instant = (shown: number, timeZone: string): number => {
  const guess = shown - (wallClock(shown, timeZone) - shown);
  return shown - (wallClock(guess, timeZone) - guess);
};
