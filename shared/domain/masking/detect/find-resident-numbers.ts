import { passesCorporateCheck, passesResidentCheck } from './check-digits.ts';
import type { Candidate } from './personal-span.ts';
import { isOfThing, type Reading } from './reading.ts';
import { scanShape } from './scan-shape.ts';

const SHAPE = /(?<![\w#@]|[a-z\d][-.])\d{6}( ?[-./] ?| )?[1-8]\d{6}(?![\w@]|[-.]\d)/g;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The year of birth, or undefined for a day that no calendar has. */
const birthYear = (digits: string): number | undefined => {
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6));
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]!) return undefined;
  return ('1256'.includes(digits[6]!) ? 1900 : 2000) + Number(digits.slice(0, 2));
};

/**
 * Korean resident and foreigner registration numbers. The check digit proves those given out before October 2020; later
 * ones (and corrected ones of older people) end in random digits, so a number that fails it counts with a word beside
 * it, or alone, with its dash, when the year of birth is a grown-up's or a child's of 1930 to 2019: order numbers that
 * begin with today's date would be people of a hundred years, or babies.
 */
export const findResidentNumbers = (reading: Reading): Candidate[] =>
  scanShape<Candidate>(SHAPE, reading.numbers, (match, start, [, separator]) => {
    const digits = match.replace(/\D/g, '');
    const year = birthYear(digits);
    if (year === undefined || isOfThing(reading, start)) return undefined;
    const labelled =
      reading.before(start)?.meaning === 'resident_number' || reading.after(start + match.length) === 'resident_number';
    const plausible =
      separator?.includes('-') === true && year >= 1930 && year <= 2019 && !passesCorporateCheck(digits);
    return labelled || passesResidentCheck(digits) || plausible
      ? { kind: 'resident_number', start, end: start + match.length, labelled }
      : undefined;
  });
