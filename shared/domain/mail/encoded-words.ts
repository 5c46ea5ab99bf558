/** An encoded word of RFC 2047, including the deviations that mail programs accept. */
const ENCODED_WORD = /=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([BbQq])\?([^?\r\n]{0,1000})\?=/g;
/** Maximum UTF-8 bytes in one encoded word, which has at most 75 characters in Base64. */
const WORD_BYTES = 45;

/** Whether a mail program might decode part of the text as an encoded word. */
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
 * A header value as a mail program shows it: encoded words are decoded anywhere, and joined when only white space
 * separates them.
 */
export const decodeEncodedWords = (value: string): string =>
  value
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(ENCODED_WORD, (_whole, charset: string, kind: string, coded: string) =>
      textOf(charset, bytesOf(kind, coded)),
    );

/** Encodes a value that looks encoded, so that every mail program shows it as written; other values stay unchanged. */
export const encodeAsWritten = (value: string): string => {
  if (!looksEncoded(value)) return value;
  const words: number[][] = [[]];
  for (const char of value.toWellFormed()) {
    const bytes = [...new TextEncoder().encode(char)];
    if (words.at(-1)!.length + bytes.length > WORD_BYTES) words.push([]);
    words.at(-1)!.push(...bytes);
  }
  return words.map((bytes) => `=?UTF-8?B?${btoa(String.fromCharCode(...bytes))}?=`).join(' ');
};
