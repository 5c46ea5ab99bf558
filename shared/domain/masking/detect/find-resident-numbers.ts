import { passesCorporateCheck, passesResidentCheck } from './check-digits.ts';
import type { Candidate } from './personal-span.ts';
import { isOfThing, type LabelledText } from './labelled-text.ts';
import { scanShape } from './scan-shape.ts';

const SHAPE = /(?<![\w#@]|[a-z\d][-.])\d{6}( ?[-./] ?| )?[1-8]\d{6}(?![\w@]|[-.]\d)/g;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The year of birth; undefined for a date that doesn't exist. */
const birthYear = (digits: string): number | undefined => {
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6));
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]!) return undefined;
  return ('1256'.includes(digits[6]!) ? 1900 : 2000) + Number(digits.slice(0, 2));
};

/**
 * Korean resident and foreigner registration numbers. The check digit proves those issued before October 2020. Later
 * ones (and corrected older ones) end in random digits: a number that fails the check counts with a label beside it, or
 * without one when it has its dash and a birth year from 1930 to 2019. Other years are mostly order numbers that begin
 * with a date of today.
 */
export const findResidentNumbers = (reading: LabelledText): Candidate[] =>
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
