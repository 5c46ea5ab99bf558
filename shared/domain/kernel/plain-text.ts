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
