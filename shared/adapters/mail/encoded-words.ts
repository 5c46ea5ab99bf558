import { decodeText } from './decode-text.ts';

type Word = { readonly charset: string; readonly encoding: 'B' | 'Q'; readonly text: string };

/**
 * Longer ones are treated as text: RFC 2047 allows 75 characters, but broken clients write whole subjects into one
 * word.
 */
const TEXT_LIMIT = 20_000;
const HEAD = /=\?([^?\s=]{1,60})\?\s{0,8}([bBqQ])\s{0,8}\?/y;

/**
 * Where the text that starts here ends: at the first `?=`. Undefined when another word, a line break or the limit comes
 * first.
 */
const endOfText = (value: string, from: number): number | undefined => {
  const limit = Math.min(value.length - 1, from + TEXT_LIMIT);
  for (let at = from; at < limit; at += 1) {
    const char = value[at]!;
    const next = value[at + 1]!;
    if (char === '?' && next === '=') return at;
    if (char === '\r' || char === '\n' || (char === '=' && next === '?' && value[at + 2] !== '=')) return undefined;
  }
  return undefined;
};

/**
 * The encoded word that starts here, and where it ends. Its text may contain raw spaces and question marks (broken
 * clients).
 */
const readWord = (value: string, at: number): { readonly word: Word; readonly end: number } | undefined => {
  HEAD.lastIndex = at;
  const head = HEAD.exec(value);
  const end = head === null ? undefined : endOfText(value, HEAD.lastIndex);
  if (head === null || end === undefined) return undefined;
  const word: Word = {
    charset: head[1]!.split('*')[0]!.toLowerCase(),
    encoding: head[2]!.toUpperCase() as Word['encoding'],
    text: value.slice(HEAD.lastIndex, end),
  };
  return { word, end: end + 2 };
};

const bytesOf = (encoding: Word['encoding'], text: string): Buffer => {
  if (encoding === 'B') return Buffer.from(text.replace(/[^A-Za-z0-9+/=_-]/g, ''), 'base64');
  // Non-ASCII characters inside a word came from UTF-8 when the header was read.
  const bytes = Buffer.from(text.replace(/=\s+(?=[0-9A-Fa-f]{2})/g, '='), 'utf8');
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const hex = bytes[at] === 0x3d ? /^[0-9A-Fa-f]{2}$/.exec(bytes.toString('latin1', at + 1, at + 3)) : null;
    if (hex) {
      out.push(Number.parseInt(hex[0], 16));
      at += 2;
    } else out.push(bytes[at] === 0x5f ? 0x20 : bytes[at]!);
  }
  return Buffer.from(out);
};

/**
 * Decodes adjacent words of one charset together: clients split multi-byte characters, and even base64 groups, between
 * words.
 */
const decodeRun = (words: readonly Word[], hint?: string): string => {
  let out = '';
  for (let at = 0; at < words.length;) {
    const { charset } = words[at]!;
    const parts: Buffer[] = [];
    let open = '';
    for (; at < words.length && words[at]!.charset === charset; at += 1) {
      const word = words[at]!;
      if (word.encoding === 'B') {
        const text = open + word.text.replace(/\s/g, '');
        const cut = text.endsWith('=') ? text.length : text.length - (text.length % 4);
        parts.push(bytesOf('B', text.slice(0, cut)));
        open = text.slice(cut);
      } else {
        parts.push(bytesOf('B', open), bytesOf('Q', word.text));
        open = '';
      }
    }
    parts.push(bytesOf('B', open));
    out += decodeText(Buffer.concat(parts), charset, hint);
  }
  return out;
};

const isGap = (char: string | undefined) => char === ' ' || char === '\t' || char === '\r' || char === '\n';
const MARK = /\ue000(\d{1,9})\ue001/g;

/**
 * Replaces encoded words in a header value by placeholders, so that a comma or bracket inside one isn't read as syntax;
 * `restore` puts their text back. Linear: each character is read at most twice.
 */
export const setAsideEncodedWords = (
  raw: string,
  hint?: string,
): { readonly value: string; readonly restore: (text: string) => string } => {
  const value = raw.replace(/[\ue000\ue001]/g, '');
  const texts: string[] = [];
  const out: string[] = [];
  let done = 0;
  for (let at = value.indexOf('=?'); at !== -1; at = value.indexOf('=?', Math.max(done, at + 1))) {
    const words: Word[] = [];
    let end = at;
    for (let found = readWord(value, at); found !== undefined; found = readWord(value, end)) {
      words.push(found.word);
      end = found.end;
      while (isGap(value[end])) end += 1;
    }
    if (words.length === 0) continue;
    texts.push(decodeRun(words, hint));
    out.push(value.slice(done, at), `\ue000${texts.length - 1}\ue001${isGap(value[end - 1]) ? ' ' : ''}`);
    done = end;
  }
  out.push(value.slice(done));
  return {
    value: out.join(''),
    restore: (text) => text.replace(MARK, (_mark, index: string) => texts[Number(index)] ?? ''),
  };
};

/** The text of a header value: encoded words decoded (RFC 2047 and common violations), line breaks removed. */
export const decodeHeader = (value: string, hint?: string): string => {
  const { value: marked, restore } = setAsideEncodedWords(value, hint);
  return restore(marked).replace(/[\r\n\0]+/g, ' ');
};
