import { decodeText, isSevenBit } from './decode-text.ts';
import { isUtf8 } from './sniff-charset.ts';

const NEWLINE = 0x0a;
const FIELD = /^[!-9;-~]{1,100}[ \t]*:/;

/** Headers that name a charset: what is used there is likely used where nothing is named. */
const CHARSET_NAMED = /charset\s*=\s*"?([\w.:-]+)|=\?([\w.:-]+)(?:\*[\w-]*)?\?[bq]\?/gi;

/** The charset that most of the mail's own labels name, apart from those that say little. */
const hintOf = (raw: Buffer): string | undefined => {
  const head = raw.subarray(0, 64_000).toString('latin1');
  const names = [...head.matchAll(CHARSET_NAMED)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase());
  return names.find((name) => !/^(us-ascii|utf-?8|iso-8859-1|windows-1252|unknown.*|x-unknown)$/.test(name)) ?? names.find((name) => /^(iso-8859-1|windows-1252)$/.test(name));
};

type Line = { readonly start: number; readonly end: number };

function* linesOf(raw: Buffer, from: number): Generator<Line> {
  for (let start = from; start < raw.length;) {
    const found = raw.indexOf(NEWLINE, start);
    const end = found === -1 ? raw.length : found + 1;
    yield { start, end };
    start = end;
  }
}
const isEmpty = (raw: Buffer, { start, end }: Line) => end - start <= 2 && raw.subarray(start, end).every((byte) => byte === 0x0a || byte === 0x0d);
const isMboxLine = (raw: Buffer, { start }: Line) => raw.toString('latin1', start, start + 6).replace(/^>/, '').startsWith('From ');

/** Where the mail begins: behind blank lines and an mbox separator that some stores leave in front. */
const beginning = (raw: Buffer): number => {
  for (const line of linesOf(raw, 0)) {
    if (!isEmpty(raw, line) && !isMboxLine(raw, line)) return line.start;
  }
  return raw.length;
};

/** A field whose bytes no standard allows (8-bit, no label), as UTF-8. */
const mendField = (bytes: Buffer, hint: string | undefined): Buffer => {
  if (isSevenBit(bytes)) return bytes;
  const clean = isUtf8(bytes) && !bytes.includes(0x1b) ? bytes : Buffer.from(decodeText(bytes, undefined, hint), 'utf8');
  return clean;
};

/**
 * The mail with every header field in UTF-8, those of parts too, so that an ordinary parser can read it. Raw 8-bit fields are recognised by their
 * bytes; NULs, an mbox line and blank lines in front go. Bodies stay byte for byte. `hint` is a charset that the mail's own labels name.
 */
export const mendHeaders = (input: Uint8Array): { readonly raw: Buffer; readonly hint?: string } => {
  const raw = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const hint = hintOf(raw);
  const out: Buffer[] = [];
  let field: Buffer[] = [];
  let inHeader = true;
  let wasDelimiter = false;
  let bodyStart = -1;
  const flush = () => {
    if (field.length > 0) out.push(mendField(Buffer.concat(field), hint));
    field = [];
  };
  for (const line of linesOf(raw, beginning(raw))) {
    const bytes = raw.subarray(line.start, line.end);
    const isField = inHeader || wasDelimiter ? FIELD.test(bytes.toString('latin1', 0, 110)) : false;
    if (wasDelimiter && isField && /^content-/i.test(bytes.toString('latin1', 0, 8))) inHeader = true;
    wasDelimiter = bytes[0] === 0x2d && bytes[1] === 0x2d;
    if (!inHeader) {
      if (bodyStart === -1) bodyStart = line.start;
      continue;
    }
    if (bodyStart !== -1) out.push(raw.subarray(bodyStart, line.start));
    bodyStart = -1;
    if (isEmpty(raw, line)) {
      flush();
      out.push(bytes);
      inHeader = false;
      continue;
    }
    if (bytes[0] !== 0x20 && bytes[0] !== 0x09) flush();
    field.push(bytes.includes(0) ? Buffer.from(bytes.filter((byte) => byte !== 0)) : bytes);
  }
  flush();
  if (bodyStart !== -1) out.push(raw.subarray(bodyStart));
  return { raw: Buffer.concat(out), ...(hint === undefined ? {} : { hint }) };
};
