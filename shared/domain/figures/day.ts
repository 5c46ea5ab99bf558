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
  });
  formats.set(timeZone, made);
  return made;
};

/**
 * The calendar day (YYYY-MM-DD) of an instant in a time zone (IANA name). Throws a RangeError for an invalid zone or
 * instant.
 */
export const dayOf = (instant: string | Date, timeZone: string): string => {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year']!}-${parts['month']!}-${parts['day']!}`;
};
