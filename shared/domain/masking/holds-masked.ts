import { compact } from './occurrences.ts';
import { textFinder, type Finder } from './find-any.ts';
import { dataUrlText, encodedTexts, readingsOf } from './text-readings.ts';

/** Finders for masked words. */
type Finders = {
  /** As written, apart from case, width and invisible characters. */
  readonly exact: Finder;
  /**
   * Letters and digits only, so that `Kim Minsu` is found in `kim-minsu.png` and `010-1234-5678` in `tel:01012345678`.
   */
  readonly loose: Finder;
  /** The exact ones that are long enough not to occur in bytes by chance. */
  readonly packed: Finder;
  /** Length of the shortest of those. */
  readonly packedLength: number;
};

/**
 * Minimum characters of a word that is searched without the characters between its letters; shorter ones would match
 * too much.
 */
const LOOSE_LENGTH = 4;
/** Minimum bytes of a word that is searched in binary data, where two or three bytes occur by chance. */
const PACKED_BYTES = 4;
/** Minimum digits of a number that may be written with and without its country or trunk prefix. */
const NUMBER_DIGITS = 6;
const NATIONAL_DIGITS = 8;
/**
 * Minimum characters of a word that is searched in layout attributes, where `100`, `left` and `red` are ordinary
 * values.
 */
const LAYOUT_LENGTH = 6;

/** Attributes whose values are layout numbers, colours and keywords, or names that the sanitizer allows. */
const LAYOUT = new Set([
  'align',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'class',
  'color',
  'colspan',
  'dir',
  'face',
  'height',
  'id',
  'lang',
  'rel',
  'rowspan',
  'size',
  'span',
  'start',
  'style',
  'target',
  'type',
  'valign',
  'value',
  'width',
]);

/** Upper case first, because it turns `ß` into `SS`. */
const plainOf = (text: string): string =>
  compact(text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC')).text;
const looseOf = (plain: string): string => plain.replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
const bytesIn = (text: string): number => new TextEncoder().encode(text).length;

/** A number without its trunk prefix and, if it has one, without its country code. */
const numbersIn = (plain: string): readonly string[] => {
  const digits = plain.replace(/\D+/g, '');
  if (digits.length < NUMBER_DIGITS || digits.length * 2 < plain.length) return [];
  const bare = digits.replace(/^0+/, '');
  const isInternational = /^\D{0,2}(?:\+|00)/.test(plain);
  const national = isInternational
    ? [1, 2, 3].map((length) => bare.slice(length)).filter(({ length }) => length >= NATIONAL_DIGITS)
    : [];
  return [bare, ...national.map((each) => each.replace(/^0+/, ''))].filter(({ length }) => length >= NUMBER_DIGITS);
};

/** Mail addresses and numbers inside a longer masked text: each is also searched by itself. */
const PARTS = /[^\s<>()"',;:]+@[^\s<>()"',;:]+|\+?\d[\d\s().-]{6,30}\d/g;
const withParts = (word: string): readonly string[] => [word, ...[...word.matchAll(PARTS)].map(([part]) => part)];

const plainNeedles = (words: readonly string[]): readonly string[] =>
  [...new Set(words.flatMap(withParts).flatMap(readingsOf).map(plainOf))].filter(({ length }) => length >= 2);
const findersOf = (plain: readonly string[]): Finders => {
  const loose = [...plain.map(looseOf), ...plain.flatMap(numbersIn)].filter(
    (each) => each.length >= (/^\d+$/.test(each) ? NUMBER_DIGITS : LOOSE_LENGTH),
  );
  const packed = plain.filter((each) => bytesIn(each) >= PACKED_BYTES);
  return {
    exact: textFinder(plain),
    loose: textFinder(loose),
    packed: textFinder(packed),
    packedLength: Math.min(...packed.map(({ length }) => length)),
  };
};

/**
 * The parts of decoded bytes that are text and long enough. Half the length suffices, since upper case can double a
 * letter. Bytes decoded from a wrong offset are mostly not text.
 */
const textIn = (unpacked: string, length: number): readonly string[] =>
  unpacked.split(/[\u0000-\u001f\u007f\ufffd]+/).filter((part) => part.length * 2 >= length);

const holds = (value: string, { exact, loose, packed, packedLength }: Finders): boolean => {
  const carried = dataUrlText(value);
  // The Base64 letters of a picture are not text, so only its decoded bytes are searched.
  if (carried !== undefined) return packed(plainOf(carried));
  return readingsOf(value).some((reading) => {
    const plain = plainOf(reading);
    return (
      exact(plain) ||
      loose(looseOf(plain)) ||
      encodedTexts(reading).some((text) =>
        textIn(text, packedLength).some(
          (part) => packed(plainOf(part)) || (part.includes('%') && packed(plainOf(readingsOf(part).at(-1)!))),
        ),
      )
    );
  });
};

export type HoldsMasked = (name: string, value: string) => boolean;

/**
 * Returns a function that tells whether an attribute's value contains one of the words in any usual encoding. Made once
 * for the words; results are cached by value.
 */
export const holdsMaskedOf = (words: readonly string[]): HoldsMasked => {
  const plain = plainNeedles(words);
  if (plain.length === 0) return () => false;
  const telling = findersOf(plain);
  const layout = findersOf(plain.filter((word) => word.length >= LAYOUT_LENGTH || /[^\x20-\x7e]/.test(word)));
  const known = new Map<string, boolean>();
  return (name, value) => {
    const isLayout = LAYOUT.has(name);
    const key = `${isLayout ? 'l' : 't'}${value}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = holds(value, isLayout ? layout : telling);
    known.set(key, found);
    return found;
  };
};
