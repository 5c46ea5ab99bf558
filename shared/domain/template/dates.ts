/** The reader of a date: time zone and language. */
export type Reader = { readonly timeZone: string; readonly language: string };

// Creating a formatter takes fifty times as long as using it.
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = ({ timeZone, language }: Reader, timeStyle?: 'short'): Intl.DateTimeFormat => {
  const key = `${timeZone} ${language} ${timeStyle ?? ''}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, {
    timeZone,
    calendar: 'gregory',
    dateStyle: 'long',
    ...(timeStyle === undefined ? {} : { timeStyle }),
  });
  formats.set(key, made);
  return made;
};

/** Some ICU releases put a narrow no-break space before AM and PM, which older mail programs show as a box. */
const plainSpaces = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

/** The day of an instant in the reader's language and zone: `November 22, 2026`, `2026년 11월 22일`. */
export const dayIn = (instant: string, reader: Reader): string =>
  plainSpaces(formatOf(reader).format(new Date(instant)));

/** Day and time without seconds. */
export const momentIn = (instant: string, reader: Reader): string =>
  plainSpaces(formatOf(reader, 'short').format(new Date(instant)));
