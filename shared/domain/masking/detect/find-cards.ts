import { passesLuhn } from './check-digits.ts';
import type { Candidate } from './personal-span.ts';
import { isOfThing, type LabelledText } from './labelled-text.ts';
import { scanShape } from './scan-shape.ts';

/**
 * First digits and lengths of card networks (ISO/IEC 7812 ranges as published); those starting with 9 are Korean
 * domestic cards.
 */
const ISSUERS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|095|6|8|9)/, [14, 16]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^(?:62|81)/, [16, 17, 18, 19]],
  [/^9/, [16]],
];
const EDGE_LEFT = '(?<![\\w#$₩@]|[a-z\\d][-.])';
const EDGE_RIGHT = '(?![\\w@]|[-.]\\d)';
const SEP = '(?: ?[-.] ?| )';
const SHAPES = [
  `\\d{4}${SEP}\\d{4}${SEP}\\d{4}${SEP}\\d{4}${SEP}\\d{3}`,
  `\\d{4}${SEP}\\d{4}${SEP}\\d{4}${SEP}\\d{4}`,
  `\\d{4}${SEP}\\d{6}${SEP}\\d{4,5}`,
  '\\d{14,19}',
].map((shape) => new RegExp(EDGE_LEFT + shape + EDGE_RIGHT, 'g'));

/** Payment card numbers: a network's first digits and length, and a valid Luhn digit. */
export const findCards = (reading: LabelledText): Candidate[] =>
  SHAPES.flatMap((shape) =>
    scanShape<Candidate>(shape, reading.numbers, (match, start) => {
      const digits = match.replace(/\D/g, '');
      if (
        !ISSUERS.some(([first, lengths]) => first.test(digits) && lengths.includes(digits.length)) ||
        !passesLuhn(digits) ||
        isOfThing(reading, start)
      )
        return undefined;
      const labelled = reading.before(start)?.meaning === 'card';
      // One number in ten passes Luhn. Without a label, 14 digits may also be an account, and no international network
      // starts with 9.
      if (match === digits && !labelled && (digits.length === 14 || digits.startsWith('9'))) return undefined;
      return { kind: 'card', start, end: start + match.length, labelled };
    }),
  );
