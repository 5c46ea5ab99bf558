import { LOOK_ALIKES } from './look-alikes.ts';
import type { Reading } from './reading.ts';

/**
 * Letters in circles, squares and flags, which Unicode doesn't take for letters: where each alphabet of them begins.
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

/** Digits and signs that stand for letters between letters. */
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
/** A Latin word in which signs stand for letters. A sign of exclamation behind it is one. */
const SIGNED_WORD = /[a-z0134578@$|](?:[a-z0134578@$|]|!(?=[a-z]))*/gi;
/** Letters that a word with signs must have, and how many of them for each sign: `A55` and `4K` are names of things. */
const LETTERS_LEAST = 3;
const LETTERS_PER_SIGN = 2;

/**
 * What stands between two Hangul characters only to part them: a digit or two, or a cross. It counts as a mark there.
 */
const PARTED = /(?<=[가-힣ㄱ-ㅣ])(?:\p{N}{1,2}|[xX])(?=[가-힣ㄱ-ㅣ])/gu;
/**
 * Strokes that are written for a vowel behind a consonant that stands alone, and rings for a consonant before a vowel
 * that does.
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
 * A text as its disguises are meant: letters of other scripts that look like Latin ones, digits and signs for letters,
 * digits between and within Hangul. Undefined: nothing of it is disguised so.
 */
export const undisguised = ({ text, starts, ends, breaks }: Reading): Reading | undefined => {
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
    // A letter that is read as more or fewer units stands, with each of them, where it was written.
    const isPaired = read.length === char.length;
    for (const unit of Array(read.length).keys()) {
      out.starts.push(isPaired ? starts[at + unit]! : start);
      out.ends.push(isPaired ? ends[at + unit]! : end);
    }
    length += read.length;
    at += char.length;
  }
  // Each of these puts one unit for another, so that places stay.
  const read = parts
    .join('')
    .replace(STROKE, 'ㅣ')
    .replace(BAR, 'ㅡ')
    .replace(RING, 'ㅇ')
    .replace(PARTED, (part) => '*'.repeat(part.length))
    .replace(SIGNED_WORD, signsRead);
  return read === text ? undefined : { ...out, text: read };
};
