import { hangulLetters, isHangulLetter, isSyllable, joins } from './hangul-letters.ts';

/**
 * What separates two letters: marks (`*`), space, phrase punctuation (`,` `/` brackets), or the end of a block, which
 * no word spans.
 */
export const GAP = { none: 0, marks: 1, space: 2, phrase: 4, end: 8 } as const;

/**
 * The kind of script, as far as word boundaries depend on it: cased letters and digits match whole words only, and
 * Chinese has no spaces between words.
 */
export type Script = 'cased' | 'digit' | 'han' | 'other';

/**
 * A text as restricted words are searched in it: letters and digits only, normalized against disguises (NFKC, lower
 * case, Hangul as keyboard letters), each with its original place.
 */
export type Letters = {
  readonly codes: readonly number[];
  /** For each letter: UTF-16 offsets of its original character. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /**
   * For each letter: whether it is the first, and the last, letter of its character. A match must not begin or end
   * inside a syllable.
   */
  readonly opens: readonly boolean[];
  readonly closes: readonly boolean[];
  readonly scripts: readonly Script[];
  /** What precedes each letter, as a sum of GAP values; one more for the end of the text. */
  readonly gaps: readonly number[];
};

/** Maximum characters between two letters of one word. */
const GAP_LENGTH = 20;

const LETTER = /[\p{L}\p{N}\p{M}]/u;
/**
 * Invisible characters: zero-width characters, fillers, and combining marks without a base letter (NFKC has composed
 * the others).
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}]|(?=\p{M})\p{Script=Inherited}/u;
const SPACE = /\p{White_Space}/u;
/**
 * Punctuation between phrases. Other marks (`*` `-` `_` `~` `.` …) occur inside words only to disguise them, or in
 * names.
 */
const PHRASE = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf},;:/?!·、。・|"]/u;
const MARK = /\p{M}/u;

const widthOf = (code: number) => (code > 0xffff ? 2 : 1);

/** Whether it modifies the character before it, as combining marks and half-width kana sound marks do. */
const extendsCharacter = (code: number): boolean => {
  if (code < 0x300 || (code >= 0x3400 && code <= 0x9fff) || isSyllable(code)) return false;
  return code === 0xff9e || code === 0xff9f || MARK.test(String.fromCodePoint(code));
};

const CASED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
const DIGIT = /\p{Nd}/u;
const HAN = /\p{Script=Han}/u;
const scriptOf = (char: string): Script =>
  CASED.test(char) ? 'cased' : DIGIT.test(char) ? 'digit' : HAN.test(char) ? 'han' : 'other';

const gapOf = (char: string): number => (SPACE.test(char) ? GAP.space : PHRASE.test(char) ? GAP.phrase : GAP.marks);

/** The meaning of one character: a letter, or a separator. */
type Piece = { readonly code: number; readonly script: Script } | { readonly gap: number };

const lettersIn = (written: string): readonly Piece[] =>
  [...written].map((char) => ({
    code: char.codePointAt(0)!,
    script: isHangulLetter(char.codePointAt(0)!) ? 'other' : scriptOf(char),
  }));

/** Normalizes one character with its combining marks. */
const read = (character: string): readonly Piece[] =>
  [...character.normalize('NFKC').toLowerCase()].flatMap((char) => {
    const keys = hangulLetters(char.codePointAt(0)!);
    if (keys !== undefined) return lettersIn(keys);
    if (UNSEEN.test(char) && !SPACE.test(char)) return [];
    return LETTER.test(char) ? lettersIn(char) : [{ gap: gapOf(char) }];
  });

/** `breaks`: ascending offsets of new blocks. */
export const lettersOf = (text: string, breaks: readonly number[] = []): Letters => {
  const letters = {
    codes: [] as number[],
    starts: [] as number[],
    ends: [] as number[],
    opens: [] as boolean[],
    closes: [] as boolean[],
    scripts: [] as Script[],
    gaps: [] as number[],
  };
  const { codes, closes } = letters;
  /** Cached, since characters repeat. */
  const readings = new Map<string, readonly Piece[]>();
  let gap: number = GAP.end;
  let gapFrom = 0;
  let turn = 0;
  /** The previous character, if nothing separates the two. */
  let before = 0;

  for (let at = 0; at < text.length;) {
    for (; turn < breaks.length && breaks[turn]! <= at; turn += 1) gap |= GAP.end;
    const code = text.codePointAt(at)!;
    let end = at + widthOf(code);
    for (let next = text.codePointAt(end); next !== undefined && extendsCharacter(next); next = text.codePointAt(end))
      end += widthOf(next);
    const character = text.slice(at, end);
    const pieces = readings.get(character) ?? read(character);
    readings.set(character, pieces);
    const first = codes.length;
    const isJoined = first > 0 && joins(before, code);
    if (isJoined) closes[first - 1] = false;
    for (const piece of pieces) {
      if ('gap' in piece) {
        if (gap === GAP.none) gapFrom = at;
        gap |= piece.gap;
        continue;
      }
      if (gap !== GAP.none && at - gapFrom > GAP_LENGTH) gap |= GAP.end;
      letters.opens.push(!isJoined && codes.length === first);
      codes.push(piece.code);
      letters.scripts.push(piece.script);
      letters.starts.push(at);
      letters.ends.push(end);
      letters.gaps.push(gap);
      closes.push(false);
      gap = GAP.none;
    }
    if (codes.length > first) closes[codes.length - 1] = true;
    before = end === at + 1 ? code : 0;
    at = end;
  }
  letters.gaps.push(GAP.end);
  return letters;
};

/** A single jamo, like those for laughing and crying (`ㅋㅋ`, `ㅠㅠ`), which is never part of an ordinary word. */
export const standsAlone = ({ codes, opens, closes }: Letters, index: number): boolean =>
  isHangulLetter(codes[index]!) && opens[index]! && closes[index]!;
