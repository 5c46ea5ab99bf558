/** A text as the finders read it, with the original place of each character. */
export type FoldedText = {
  readonly text: string;
  /** Of each folded unit: the first UTF-16 unit of its original. */ readonly starts: Int32Array;
  /** Of each folded unit: one past its original's last unit. */ readonly ends: Int32Array;
};

const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u20e3]/;
const SPACE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/;
const DASH = /[\u2010-\u2015\u2212\u2043\ufe58\ufe63\u30fc\u3161]/;
/** Digits of the mathematical alphabets, five times 0 to 9: two UTF-16 units each. */
const MATH_DIGIT = 0x1d7ce;

const fold = (char: string): string => {
  const code = char.codePointAt(0)!;
  if (code < 0x80) return char >= 'A' && char <= 'Z' ? char.toLowerCase() : char;
  if (INVISIBLE.test(char)) return '';
  if (SPACE.test(char)) return ' ';
  if (DASH.test(char)) return '-';
  // Full-width forms are in ASCII order.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code >= MATH_DIGIT && code < MATH_DIGIT + 50) return String((code - MATH_DIGIT) % 10);
  return code > 0xffff ? '\u{fffd}' : char;
};

/**
 * Normalizes a text for the finders: lower case, ASCII in place of look-alike digits, dashes and spaces, no invisible
 * characters. A line ends at each of `breaks` (ascending UTF-16 offsets at which an HTML block begins), so that no
 * number spans two table cells.
 */
export const foldText = (text: string, breaks: readonly number[] = []): FoldedText => {
  const out: string[] = [];
  const starts = new Int32Array(text.length + breaks.length);
  const ends = new Int32Array(text.length + breaks.length);
  let at = 0;
  let turn = 0;
  const put = (char: string, end: number) => {
    starts[out.length] = at;
    ends[out.length] = end;
    out.push(char);
  };
  for (const char of text) {
    let broken = false;
    for (; turn < breaks.length && breaks[turn]! <= at; turn++) broken = true;
    if (broken) put('\n', at);
    const folded = fold(char);
    if (folded !== '') put(folded, at + char.length);
    at += char.length;
  }
  return { text: out.join(''), starts, ends };
};
