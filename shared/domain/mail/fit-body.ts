/** Maximum UTF-8 bytes of HTML, and of text, in an entry's row: a row may have 400 KB, and lists read many rows. */
export const INLINE_LIMIT = 48 * 1024;

const sizeOf = (char: number) => (char < 0x80 ? 1 : char < 0x800 ? 2 : char < 0x10000 ? 3 : 4);

/** The beginning of a text in at most `limit` UTF-8 bytes, never inside a character. */
export const fitUtf8 = (text: string, limit: number): string => {
  let size = 0;
  let end = 0;
  for (const char of text) {
    size += sizeOf(char.codePointAt(0)!);
    if (size > limit) return text.slice(0, end);
    end += char.length;
  }
  return text;
};

export const fits = (text: string): boolean =>
  text.length * 3 <= INLINE_LIMIT || fitUtf8(text, INLINE_LIMIT).length === text.length;
