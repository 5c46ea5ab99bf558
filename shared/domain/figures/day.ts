// Creating a formatter takes fifty times as long as using it.
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
};

const partsOf = (instant: string | Date, timeZone: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );

/**
 * The calendar day (YYYY-MM-DD) of an instant in a time zone (IANA name). Throws a RangeError for an invalid zone or
 * instant.
 */
export const dayOf = (instant: string | Date, timeZone: string): string => {
  const { year, month, day } = partsOf(instant, timeZone);
  return `${year!}-${month!}-${day!}`;
};

/** Minutes since midnight by the clock of a time zone, 0 to 1439. Throws as `dayOf` does. */
export const minuteOfDay = (instant: string | Date, timeZone: string): number => {
  const { hour, minute } = partsOf(instant, timeZone);
  return Number(hour) * 60 + Number(minute);
};
