import { decodeText } from './decode-text.ts';

// The text may hold raw spaces and question marks (broken clients); it ends at the first `?=` that isn't followed by more text of the word.
const WORD = /=\?([^?\s=]{1,60})\?\s*([bBqQ])\s*\?((?:(?!\?=|=\?(?!=))[^\r\n]){0,20000})\?=/g;
const WORD_RUN = new RegExp(`(?:${WORD.source.replace(/\((?!\?)/g, '(?:')}[ \\t\\r\\n]*)+`, 'g');

type Word = { readonly charset: string; readonly encoding: string; readonly text: string };

const bytesOf = (encoding: string, text: string): Buffer => {
  if (encoding === 'B') return Buffer.from(text.replace(/[^A-Za-z0-9+/=_-]/g, ''), 'base64');
  // Raw characters beyond ASCII inside a word were UTF-8 in our reading of the header.
  const bytes = Buffer.from(text.replace(/=\s+(?=[0-9A-Fa-f]{2})/g, '='), 'utf8');
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const hex = bytes[at] === 0x3d ? /^[0-9A-Fa-f]{2}$/.exec(bytes.toString('latin1', at + 1, at + 3)) : null;
    if (hex) { out.push(Number.parseInt(hex[0], 16)); at += 2; }
    else out.push(bytes[at] === 0x5f ? 0x20 : bytes[at]!);
  }
  return Buffer.from(out);
};

/** Neighbours of one charset are one text: clients cut multi-byte characters, and even base64 groups, between words. */
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
        const cut = /=$/.test(text) ? text.length : text.length - (text.length % 4);
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

const wordsOf = (run: string): readonly Word[] =>
  [...run.matchAll(WORD)].map(([, charset = '', encoding = '', text = '']) => ({ charset: charset.split('*')[0]!.toLowerCase(), encoding: encoding.toUpperCase(), text }));

const MARK = /\ue000(\d+)\ue001/g;

/** A header value with its encoded words put aside, so that a comma or bracket inside one can't be taken for syntax; `restore` puts their text in. */
export const setAsideEncodedWords = (value: string, hint?: string): { readonly value: string; readonly restore: (text: string) => string } => {
  const texts: string[] = [];
  const marked = value.replace(/[\ue000\ue001]/g, '').replace(WORD_RUN, (run) => {
    texts.push(decodeRun(wordsOf(run), hint));
    return `\ue000${texts.length - 1}\ue001${/\s$/.test(run) ? ' ' : ''}`;
  });
  return { value: marked, restore: (text) => text.replace(MARK, (_mark, index: string) => texts[Number(index)] ?? '') };
};

/** Text of a header value: encoded words decoded (RFC 2047, and what broken clients make of it), line ends gone. */
export const decodeHeader = (value: string, hint?: string): string => {
  const { value: marked, restore } = setAsideEncodedWords(value, hint);
  return restore(marked).replace(/[\r\n\0]+/g, ' ');
};
