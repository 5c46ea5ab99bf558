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
 * What calendar and clock of a time zone (IANA name) show at an instant: the day (YYYY-MM-DD), and the minutes since
 * midnight, 0 to 1439. Throws a RangeError for an invalid zone or instant.
 */
export const clockOf = (
  instant: string | Date,
  timeZone: string,
): { readonly day: string; readonly minute: number } => {
  const { year, month, day, hour, minute } = partsOf(instant, timeZone);
  return { day: `${year!}-${month!}-${day!}`, minute: Number(hour) * 60 + Number(minute) };
};

/** The calendar day of an instant in a time zone. Throws as `clockOf` does. */
export const dayOf = (instant: string | Date, timeZone: string): string => clockOf(instant, timeZone).day;
