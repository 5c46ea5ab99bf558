import { countryCodeOf, NATIONAL_LENGTHS } from './national-lengths.ts';
import type { Candidate } from './personal-span.ts';
import { isOfThing, type LabelledText } from './labelled-text.ts';
import { scanShape } from './scan-shape.ts';

/** Not inside a longer number or code; `T.02`, `hp010` and similar prefixes are allowed. */
const LEFT = '(?:(?<![\\w#$₩€£@]|[a-z\\d][-.])|(?<=(?<![a-z])(?:t|m|f|p|h|hp|tel|mob|mobile|phone|fax|cell)[.-]?))';
const RIGHT = '(?![\\d_@]|[-.]\\d|-[a-z]|(?!x ?\\d|ext)[a-z])';
const SEP = '(?: ?[-.)/·_~] ?| )';
const NARROW = '(?: ?[-.)] ?| )';
const shape = (body: string) => new RegExp(LEFT + body + RIGHT, 'g');

/**
 * Formats that identify a phone number by themselves. `bare`: may have no separators; then a label such as "order
 * number" before it excludes it.
 */
const SHAPES: readonly RegExp[] = [
  // Korea: mobile (also with the letter O), delivery relay numbers, internet telephony, landlines by area code; each
  // also after 82 without plus.
  shape(`\\(?[0o]1[0o16789]\\)?${SEP}?\\d{3,4}${SEP}?\\d{4}`),
  shape(`050[2-8]${NARROW}?\\d{3,4}${NARROW}?\\d{4}`),
  shape(`\\(?070\\)?${NARROW}?\\d{4}${NARROW}?\\d{4}`),
  shape(`\\(?0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4])(?:${NARROW}[1-9]\\d{2,3}${NARROW}?\\d{4}|[1-9]\\d{6,7})`),
  shape(
    `(?:00)?82${NARROW}?\\(?0?\\)?${NARROW}?(?:1[016789]|2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)${NARROW}\\d{3,4}${NARROW}\\d{4}`,
  ),
  shape(`(?:00)?820?1[016789]\\d{7,8}`),
  // North America, without toll-free numbers, which belong to companies.
  shape('(?:1[-. ])?\\((?!8(?:00|33|44|55|66|77|88)\\))[2-9]\\d\\d\\) ?[2-9]\\d\\d[-. ]\\d{4}'),
  shape('(?:1[-.])?(?!8(?:00|33|44|55|66|77|88)[-.])[2-9]\\d\\d([-.])[2-9]\\d\\d\\1\\d{4}'),
  // Japan, China, the United Kingdom, France, Australia.
  shape('0[89]0[- ]\\d{4}[- ]\\d{4}'),
  shape('0[36]-\\d{4}-\\d{4}'),
  shape('1[3-9]\\d[- ]\\d{4}[- ]\\d{4}'),
  shape('\\(?0(?:7\\d{3} \\d{3} ?\\d{3}|20\\)? \\d{4} ?\\d{4}|1\\d1\\)? \\d{3} \\d{4}|1\\d{3}\\)? \\d{6})'),
  shape('0[1-79](?:[ .]\\d{2}){4}'),
  shape('04\\d{2} \\d{3} \\d{3}'),
];
const SPOKEN =
  /[공영]일[공영육칠팔구][\s-]{0,2}[공영일이삼사오육륙칠팔구]{3,4}[\s-]{0,2}(?:에 ?)?[공영일이삼사오육륙칠팔구]{4}(?![가-힣]{0,1}[공영일이삼사오육륙칠팔구])/g;
/** Groups of digits; the country decides how many of them belong to the number. */
const ABROAD =
  /(?<![\w#@])(?:\+|(?<![a-z\d][-.])00) ?\(?[1-9]\d{0,14}\)?(?:(?: ?[-./] ?| ?\(|(?<=\)) ?| )\d{1,12}\)?){0,7}/g;
const GROUPS = /(?<![\w#$₩€£@]|[a-z\d][-.])\(?\d{2,13}\)?(?:(?: ?[-.] ?| )\d{2,8}){0,4}/g;
/** Company numbers, toll-free or paid: not personal data. */
const COMPANY = /^(?:1[568]\d{6}|080\d{7}|1?8(?:00|33|44|55|66|77|88)\d{7})$/;
const FREE_ABROAD = /^0?8(?:00|33|44|55|66|77|88)\d{6,7}$/;
const DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{2,6})?$/;
const UNIT = /^ ?(?:원|won|krw|usd|점|포인트|개|건|%|년|월)/;

/**
 * The end of the longest run of whole groups with `least` to `most` digits; undefined if the number continues behind it
 * without a space.
 */
const wholeGroups = (match: string, least: number, most: number, rest: string): number | undefined => {
  const ends = [...match.matchAll(/\d+\)?/g)].map((group) => group.index + group[0].length);
  const end = ends.findLast((at) => {
    const length = match.slice(0, at).replace(/\D/g, '').length;
    return length >= least && length <= most;
  });
  return end === undefined || /^(?:\d|[-.]\d|[a-z_@])/.test((match + rest).slice(end)) ? undefined : end;
};

const findAbroad = (reading: LabelledText): Candidate[] =>
  scanShape<Candidate>(ABROAD, reading.numbers, (match, start) => {
    const prefix = match.startsWith('+') ? 0 : 2;
    const digits = match.replace(/\D/g, '').slice(prefix);
    const label = reading.before(start);
    const labelled = label?.meaning === 'phone';
    // 00 also begins order numbers.
    if (prefix === 2 && (label?.tight === true ? !labelled : !match.includes(' '))) return undefined;
    const code = countryCodeOf(digits);
    if (FREE_ABROAD.test(digits.slice(code.length))) return undefined;
    const [least, most] = NATIONAL_LENGTHS[code] ?? [7, 12];
    const after = start + match.length;
    const length = wholeGroups(
      match,
      prefix + code.length + least,
      prefix + code.length + most,
      reading.numbers.slice(after, after + 2),
    );
    if (length === undefined || UNIT.test(reading.numbers.slice(start + length, start + length + 5))) return undefined;
    return { kind: 'phone', start, end: start + length, labelled };
  });

/** Seven to twelve digits directly after a phone label. */
const findLabelled = (reading: LabelledText): Candidate[] =>
  scanShape<Candidate>(GROUPS, reading.numbers, (match, start) => {
    const label = reading.before(start);
    if (label?.meaning !== 'phone' || !label.tight) return undefined;
    const after = start + match.length;
    const length = wholeGroups(match, 7, 12, reading.numbers.slice(after, after + 2));
    if (length === undefined) return undefined;
    const digits = match.slice(0, length).replace(/\D/g, '');
    if (
      COMPANY.test(digits) ||
      DATE.test(digits) ||
      UNIT.test(reading.numbers.slice(start + length, start + length + 5))
    )
      return undefined;
    return { kind: 'phone', start, end: start + length, labelled: true };
  });

/**
 * Phone numbers: Korean ones and those of some other countries by their format, any with a country code, any other with
 * a label before it. Not company service numbers (1588-…, 080-…, 1-800-…).
 */
export const findPhones = (reading: LabelledText): Candidate[] => [
  ...[...SHAPES, SPOKEN].flatMap((each) =>
    scanShape<Candidate>(each, reading.numbers, (match, start) => {
      const mobile = /^\(?[0o]1[0o]/.test(match) && /\d[^\d]+\d{3,4}[^\d]+\d{4}$/.test(match);
      if (
        !mobile &&
        (isOfThing(reading, start) || UNIT.test(reading.numbers.slice(start + match.length, start + match.length + 5)))
      )
        return undefined;
      // A bracket that opens before the number and closes behind it belongs to the sentence.
      const from = match.startsWith('(') && !match.includes(')') ? start + 1 : start;
      return {
        kind: 'phone',
        start: from,
        end: start + match.length,
        labelled: mobile || reading.before(start)?.meaning === 'phone',
      };
    }),
  ),
  ...findAbroad(reading),
  ...findLabelled(reading),
];
