/**
 * Whether a text has any visible character. Not visible: white space, control, zero-width and bidirectional characters,
 * Unicode's default-ignorable ones (Hangul fillers, variation selectors, tags), and the empty Braille cell.
 */
export const isVisible = (text: string): boolean =>
  /[^\p{Z}\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** Whether every character is visible and none is a space. */
export const isSeenWhole = (text: string): boolean => !/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** Whether a text has a control character (C0, DEL, C1) or a Unicode line break; a single line of text has none. */
export const hasControl = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text);

/** Whether a text has a control character other than tab and line feed. */
export const hasControlBesideBreaks = (text: string): boolean => /(?![\t\n])\p{Cc}/u.test(text);

/** Replaces every kind of line break, also of old systems and word processors, by a line feed. */
export const withLineFeeds = (text: string): string => text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n');

const RESERVED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** Names that every object has, or that change an object's prototype; they can't be codes, ids or keys. */
export const isReservedName = (name: string): boolean => RESERVED.has(name);

/**
 * Removes the given characters from both ends of a text. A loop, because an expression like `x+$` takes quadratic time:
 * it starts again at every character of a run that isn't the last.
 */
export const trimEnds = (text: string, chars: string): string => trimEnd(trimStart(text, chars), chars);

export const trimStart = (text: string, chars: string): string => {
  let start = 0;
  while (start < text.length && chars.includes(text[start]!)) start += 1;
  return text.slice(start);
};

export const trimEnd = (text: string, chars: string): string => {
  let end = text.length;
  while (end > 0 && chars.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
};

/** Cuts a text to at most `limit` UTF-16 units, never inside a surrogate pair. */
export const fitText = (text: string, limit: number): string => text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
