/** An encoded word of RFC 2047, however loosely mail programs take it. */
const ENCODED_WORD = /=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([BbQq])\?([^?\r\n]{0,1000})\?=/g;
/** Bytes of UTF-8 in one encoded word: it may be 75 characters long, and its text is Base64. */
const WORD_BYTES = 45;

/** Would a mail program take some of it for an encoded word and show what it decodes to? */
export const looksEncoded = (text: string): boolean => text.includes('=?');

const bytesOf = (kind: string, coded: string): Uint8Array => {
  if (kind.toUpperCase() === 'Q') {
    return Uint8Array.from(
      [...coded.replaceAll('_', ' ').matchAll(/=([\da-fA-F]{2})|([^])/g)].map(([, hex, char]) =>
        hex === undefined ? char!.charCodeAt(0) & 0xff : Number.parseInt(hex, 16),
      ),
    );
  }
  const clean = coded.replace(/[^A-Za-z0-9+/]/g, '');
  return Uint8Array.from(atob(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0))), (char) =>
    char.charCodeAt(0),
  );
};
const textOf = (charset: string, bytes: Uint8Array): string => {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
};

/**
 * What a mail program shows of a header's value: encoded words decoded, wherever they stand, and joined where only
 * white space parts them.
 */
export const encodedWordsDecoded = (value: string): string =>
  value
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(ENCODED_WORD, (_whole, charset: string, kind: string, coded: string) =>
      textOf(charset, bytesOf(kind, coded)),
    );

/**
 * A value that looks encoded, encoded itself, so that every mail program shows it as it was written; any other as it
 * is.
 */
export const encodedAsWritten = (value: string): string => {
  if (!looksEncoded(value)) return value;
  const words: number[][] = [[]];
  for (const char of value.toWellFormed()) {
    const bytes = [...new TextEncoder().encode(char)];
    if (words.at(-1)!.length + bytes.length > WORD_BYTES) words.push([]);
    words.at(-1)!.push(...bytes);
  }
  return words.map((bytes) => `=?UTF-8?B?${btoa(String.fromCharCode(...bytes))}?=`).join(' ');
};
