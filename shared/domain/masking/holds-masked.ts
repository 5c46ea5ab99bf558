import { compact } from './occurrences.ts';
import { finderOf, type Finder } from './find-any.ts';
import { carriedText, packedTexts, readingsOf } from './text-readings.ts';

/** What masked words are looked for by. */
type Finders = {
  /** As they are written, but for case, width and what nobody sees. */
  readonly exact: Finder;
  /**
   * Of letters and digits alone, so that `Kim Minsu` is found in `kim-minsu.png` and `010-1234-5678` in
   * `tel:01012345678`.
   */
  readonly loose: Finder;
  /** Of the exact ones those that are no accident in bytes. */
  readonly packed: Finder;
  /** Characters of the shortest of those. */
  readonly packedLength: number;
};

/**
 * Characters of a word that is looked for without what stands between its letters: of fewer, too much else would be it.
 */
const LOOSE_LENGTH = 4;
/** Bytes of a word that is looked for in bytes, which may hold any two or three by accident. */
const PACKED_BYTES = 4;
/** Digits of a number that may be written with and without its country or trunk prefix. */
const NUMBER_DIGITS = 6;
const NATIONAL_DIGITS = 8;
/**
 * Characters of a word that is looked for in attributes of layout: `100`, `left` and `red` stand there without telling
 * anything.
 */
const LAYOUT_LENGTH = 6;

/** Attributes whose values are numbers, colours and keywords of layout, or names that the sanitizer itself allows. */
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

/** Upper case first: `ß` is `SS` there. */
const plainOf = (text: string): string =>
  compact(text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC')).text;
const looseOf = (plain: string): string => plain.replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
const bytesIn = (text: string): number => new TextEncoder().encode(text).length;

/** A number without its trunk prefix, and, where it begins with a country code, without that. */
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

/** Addresses and numbers within a longer text that is masked: each is masked by itself too. */
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
    exact: finderOf(plain),
    loose: finderOf(loose),
    packed: finderOf(packed),
    packedLength: Math.min(...packed.map(({ length }) => length)),
  };
};

/**
 * The stretches of unpacked bytes that are text and long enough, also where a letter is two in upper case: what was
 * read from a wrong place is mostly none.
 */
const textIn = (unpacked: string, length: number): readonly string[] =>
  unpacked.split(/[\u0000-\u001f\u007f\ufffd]+/).filter((part) => part.length * 2 >= length);

const holds = (value: string, { exact, loose, packed, packedLength }: Finders): boolean => {
  const carried = carriedText(value);
  // The letters of a picture's bytes are no text, and its address has no other readings.
  if (carried !== undefined) return packed(plainOf(carried));
  return readingsOf(value).some((reading) => {
    const plain = plainOf(reading);
    return (
      exact(plain) ||
      loose(looseOf(plain)) ||
      packedTexts(reading).some((text) =>
        textIn(text, packedLength).some(
          (part) => packed(plainOf(part)) || (part.includes('%') && packed(plainOf(readingsOf(part).at(-1)!))),
        ),
      )
    );
  });
};

export type HoldsMasked = (name: string, value: string) => boolean;

/**
 * Tells whether an attribute's value holds one of the words in any usual encoding. Made once for the words, asked for
 * each attribute; the same value is read once.
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
