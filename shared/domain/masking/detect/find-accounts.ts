import { passesMod97 } from './check-digits.ts';
import { IBAN_LENGTHS } from './iban-lengths.ts';
import type { Candidate } from './personal-span.ts';
import type { LabelledText } from './labelled-text.ts';
import { scanShape } from './scan-shape.ts';

const LEFT = '(?<![\\w#$₩@]|[a-z\\d][-.])';
const RIGHT = '(?![\\w@]|[-.]\\d|,\\d{3}| ?(?:원|won|krw|usd|개|건|점))';
const IBAN = /(?<![\w])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?!\w)/g;
/** Two to five groups with dashes, one group, or groups with spaces. */
const SHAPES = ['\\d{2,6}(?: ?- ?\\d{1,8}){1,4}', '\\d{8,17}', '\\d{2,6}(?: \\d{2,8}){1,4}'].map(
  (shape) => new RegExp(LEFT + shape + RIGHT, 'g'),
);
const SORT_CODE = new RegExp(`${LEFT}\\d{2}-\\d{2}-\\d{2}${RIGHT}`, 'g');
const MOMENT = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/;
const DATE = /^(?:19|20)\d\d ?[- ] ?(?:0?[1-9]|1[0-2]) ?[- ] ?(?:0?[1-9]|[12]\d|3[01])\b/;
/** Digits of Korean accounts. Foreign ones may be shorter or longer, and need a label directly before them. */
const KOREAN_MIN = 10;
const KOREAN_MAX = 16;

const findIbans = (reading: LabelledText): Candidate[] =>
  scanShape<Candidate>(IBAN, reading.text, (match, start) => {
    const wanted = IBAN_LENGTHS[match.slice(0, 2)];
    if (wanted === undefined) return undefined;
    // A word behind the number ("… 00 bic") may have matched as a group: cut at the country's length.
    let end = 0;
    for (let length = 0; end < match.length && length < wanted; end++) if (match[end] !== ' ') length++;
    const code = match.slice(0, end).replaceAll(' ', '');
    const whole = match[end] === undefined || match[end] === ' ';
    return whole && code.length === wanted && passesMod97(code)
      ? { kind: 'account', start, end: start + end, labelled: true }
      : undefined;
  });

/**
 * Bank accounts: IBANs by country, length and check digits; Korean and other accounts with a bank's name or a label
 * such as 계좌 or account beside them.
 */
export const findAccounts = (reading: LabelledText): Candidate[] => {
  const local = SHAPES.flatMap((shape) =>
    scanShape<Candidate>(shape, reading.numbers, (match, start) => {
      const digits = match.replace(/\D/g, '');
      const before = reading.before(start);
      const tight = before?.tight === true && before.meaning === 'account';
      const near =
        before?.meaning === 'account' ||
        (!(before?.tight === true) && reading.after(start + match.length) === 'account');
      if (!near || (MOMENT.test(digits) && !tight) || DATE.test(match)) return undefined;
      const korean = digits.length >= KOREAN_MIN && digits.length <= KOREAN_MAX;
      return korean || (tight && digits.length >= 8 && digits.length <= 17)
        ? { kind: 'account', start, end: start + match.length, labelled: true }
        : undefined;
    }),
  );
  const sortCodes = scanShape<Candidate>(SORT_CODE, reading.numbers, (match, start) => {
    const before = reading.before(start);
    return before?.tight === true &&
      before.meaning === 'account' &&
      reading.text.slice(0, start).slice(-16).includes('sort code')
      ? { kind: 'account', start, end: start + match.length, labelled: true }
      : undefined;
  });
  return [...findIbans(reading), ...local, ...sortCodes];
};
