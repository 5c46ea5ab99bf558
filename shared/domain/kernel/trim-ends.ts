/**
 * A text without the given characters at its ends. A loop, since an expression like `x+$` begins anew at every
 * character of a run that isn't the last, which takes the square of its length.
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
