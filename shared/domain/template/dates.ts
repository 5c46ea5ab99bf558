/** Who reads a date: where, and in which language. */
export type Reader = { readonly timeZone: string; readonly language: string };

// Making a formatter costs fifty times what using it does.
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

/** Some releases of ICU put a narrow no-break space before AM and PM, which older mail programs show as a box. */
const plainSpaces = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

/** The day of an instant as it is written there: `November 22, 2026`, `2026년 11월 22일`. */
export const dayIn = (instant: string, reader: Reader): string =>
  plainSpaces(formatOf(reader).format(new Date(instant)));

/** Day and time of day, without seconds. */
export const momentIn = (instant: string, reader: Reader): string =>
  plainSpaces(formatOf(reader, 'short').format(new Date(instant)));
