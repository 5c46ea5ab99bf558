import { LOOK_ALIKES } from './look-alikes.ts';
import type { Reading } from './reading.ts';

/**
 * Letters in circles, squares and flags, which Unicode doesn't classify as letters: the first code point of each
 * alphabet.
 */
const PICTURED_ALPHABETS = [0x1f150, 0x1f170, 0x1f1e6];

const LETTER_OF: ReadonlyMap<string, string> = new Map([
  ...Object.entries(LOOK_ALIKES).flatMap(([letter, codes]) =>
    codes
      .split(' ')
      .filter((code) => code !== '')
      .map((code) => [String.fromCodePoint(Number.parseInt(code, 16)), letter] as const),
  ),
  ...PICTURED_ALPHABETS.flatMap((first) =>
    [...'abcdefghijklmnopqrstuvwxyz'].map((letter, index) => [String.fromCodePoint(first + index), letter] as const),
  ),
]);

/** Digits and signs used in place of letters. */
const SIGNS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};
/** A Latin word with signs in place of letters. A trailing exclamation mark is not part of it. */
const SIGNED_WORD = /[a-z0134578@$|](?:[a-z0134578@$|]|!(?=[a-z]))*/gi;
/** Minimum letters of such a word, and minimum letters for each sign: `A55` and `4K` are ordinary names. */
const LETTERS_LEAST = 3;
const LETTERS_PER_SIGN = 2;

/** A digit or two, or an x, that only separates two Hangul characters; it counts as a mark. */
const PARTED = /(?<=[가-힣ㄱ-ㅣ])(?:\p{N}{1,2}|[xX])(?=[가-힣ㄱ-ㅣ])/gu;
/**
 * Strokes written in place of a vowel after a single consonant, and rings in place of a consonant before a single
 * vowel.
 */
const STROKE = /(?<=[ㄱ-ㅎ])[1lI|!丨｜ｌ](?=[가-힣ㄱ-ㅎ])/g;
const BAR = /(?<=[ㄱ-ㅎ])[ー一―](?=[가-힣ㄱ-ㅎ])/g;
const RING = /[0oO〇](?=[ㅏ-ㅣ])/g;

const signsRead = (word: string): string => {
  const letters = word.replace(/[^a-z]/gi, '').length;
  const signs = word.length - letters;
  return signs > 0 && letters >= LETTERS_LEAST && letters >= signs * LETTERS_PER_SIGN
    ? Array.from(word, (char) => SIGNS[char] ?? char).join('')
    : word;
};

/**
 * The text with disguises replaced: letters of other scripts that look Latin, digits and signs in place of letters,
 * digits between and inside Hangul. Undefined when it has none.
 */
export const removeDisguises = ({ text, starts, ends, breaks }: Reading): Reading | undefined => {
  const out = { text: '', starts: [] as number[], ends: [] as number[], breaks: [] as number[] };
  let turn = 0;
  let at = 0;
  const parts: string[] = [];
  let length = 0;
  for (const char of text) {
    for (; turn < breaks.length && breaks[turn]! <= at; turn += 1) out.breaks.push(length);
    const read = LETTER_OF.get(char) ?? char;
    const [start, end] = [starts[at]!, ends[at + char.length - 1]!];
    parts.push(read);
    // A letter that is read as more or fewer units keeps the original place for each of them.
    const isPaired = read.length === char.length;
    for (const unit of Array(read.length).keys()) {
      out.starts.push(isPaired ? starts[at + unit]! : start);
      out.ends.push(isPaired ? ends[at + unit]! : end);
    }
    length += read.length;
    at += char.length;
  }
  // Each replacement keeps the number of units, so that places stay valid.
  const read = parts
    .join('')
    .replace(STROKE, 'ㅣ')
    .replace(BAR, 'ㅡ')
    .replace(RING, 'ㅇ')
    .replace(PARTED, (part) => '*'.repeat(part.length))
    .replace(SIGNED_WORD, signsRead);
  return read === text ? undefined : { ...out, text: read };
};
