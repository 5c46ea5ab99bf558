import { hangulLetters, isHangulLetter, isSyllable, joins } from './hangul-letters.ts';

/**
 * What may stand between two letters: marks (`*`), space, what divides phrases (`,` `/` brackets), or what no word goes
 * across.
 */
export const GAP = { none: 0, marks: 1, space: 2, phrase: 4, end: 8 } as const;

/**
 * As far as it matters to where words end: letters that have a case and digits go into words as a whole, and Chinese
 * has no spaces between them.
 */
export type Script = 'cased' | 'digit' | 'han' | 'other';

/**
 * A text as restricted words are looked for in it: its letters and digits alone, in one form for all their disguises
 * (NFKC, lower case, Hangul as keys of the keyboard), each with where it stood.
 */
export type Letters = {
  readonly codes: readonly number[];
  /** Per letter: UTF-16 offsets of the character that it came from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Per letter: is it the first, and the last, of its character? A part of a syllable is no word. */
  readonly opens: readonly boolean[];
  readonly closes: readonly boolean[];
  readonly scripts: readonly Script[];
  /** What lies before each letter, as a sum of GAP; one more for what lies behind the last. */
  readonly gaps: readonly number[];
};

/** More than this between two letters, and they don't belong together. */
const GAP_LENGTH = 20;

const LETTER = /[\p{L}\p{N}\p{M}]/u;
/**
 * What nobody sees: zero-width characters, fillers, and marks that are left on no letter of their own (NFKC has joined
 * the others).
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}]|(?=\p{M})\p{Script=Inherited}/u;
const SPACE = /\p{White_Space}/u;
/**
 * What stands between phrases in honest writing. The others (`*` `-` `_` `~` `.` …) stand inside words only to hide
 * them, or in names.
 */
const PHRASE = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf},;:/?!·、。・|"]/u;
const MARK = /\p{M}/u;

const widthOf = (code: number) => (code > 0xffff ? 2 : 1);

/** Does it change the character before it? Half-width sound marks of kana do too. */
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

/** What one character says: letters, or what stands between letters. */
type Piece = { readonly code: number; readonly script: Script } | { readonly gap: number };

const lettersIn = (written: string): readonly Piece[] =>
  [...written].map((char) => ({
    code: char.codePointAt(0)!,
    script: isHangulLetter(char.codePointAt(0)!) ? 'other' : scriptOf(char),
  }));

/** A character with its marks, in one form for all its disguises. */
const read = (character: string): readonly Piece[] =>
  [...character.normalize('NFKC').toLowerCase()].flatMap((char) => {
    const keys = hangulLetters(char.codePointAt(0)!);
    if (keys !== undefined) return lettersIn(keys);
    if (UNSEEN.test(char) && !SPACE.test(char)) return [];
    return LETTER.test(char) ? lettersIn(char) : [{ gap: gapOf(char) }];
  });

/** `breaks`: ascending offsets at which another block of the text begins. */
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
  /** The same characters come again and again. */
  const readings = new Map<string, readonly Piece[]>();
  let gap: number = GAP.end;
  let gapFrom = 0;
  let turn = 0;
  /** The character before, while nothing stood in between. */
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

/** A jamo that stands by itself, like those of laughing and crying (`ㅋㅋ`, `ㅠㅠ`): no part of an honest word. */
export const standsAlone = ({ codes, opens, closes }: Letters, index: number): boolean =>
  isHangulLetter(codes[index]!) && opens[index]! && closes[index]!;
