import { decodeText, isSevenBit } from './decode-text.ts';
import { isUtf8 } from './sniff-charset.ts';

const NEWLINE = 0x0a;
const FIELD = /^[!-9;-~]{1,100}[ \t]*:/;

/** Charsets named in the headers: a charset used there is likely used in unlabelled text too. */
const CHARSET_NAMED = /charset\s*=\s*"?([\w.:-]+)|=\?([\w.:-]+)(?:\*[\w-]*)?\?[bq]\?/gi;

/** The charset named most often in the mail, apart from labels that say little. */
const hintOf = (raw: Buffer): string | undefined => {
  const head = raw.subarray(0, 64_000).toString('latin1');
  const names = [...head.matchAll(CHARSET_NAMED)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase());
  return (
    names.find((name) => !/^(us-ascii|utf-?8|iso-8859-1|windows-1252|unknown.*|x-unknown)$/.test(name)) ??
    names.find((name) => /^(iso-8859-1|windows-1252)$/.test(name))
  );
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
const isEmpty = (raw: Buffer, { start, end }: Line) =>
  end - start <= 2 && raw.subarray(start, end).every((byte) => byte === 0x0a || byte === 0x0d);
const isMboxLine = (raw: Buffer, { start }: Line) =>
  raw
    .toString('latin1', start, start + 6)
    .replace(/^>/, '')
    .startsWith('From ');

/** Where the mail begins: after an mbox separator and blank lines that some mail stores add in front. */
const beginning = (raw: Buffer): number => {
  for (const line of linesOf(raw, 0)) {
    if (isEmpty(raw, line) || isMboxLine(raw, line)) continue;
    return FIELD.test(raw.toString('latin1', line.start, line.start + 110)) ? line.start : 0;
  }
  return 0;
};

/** A field with raw 8-bit bytes, which no standard allows, as UTF-8. */
const repairField = (bytes: Buffer, hint: string | undefined): Buffer => {
  if (isSevenBit(bytes)) return bytes;
  const clean =
    isUtf8(bytes) && !bytes.includes(0x1b) ? bytes : Buffer.from(decodeText(bytes, undefined, hint), 'utf8');
  return clean;
};

/** Converts header fields up to the empty line that ends them; removes NULs. */
const repairBlock = (
  raw: Buffer,
  start: number,
  hint: string | undefined,
): { readonly fields: readonly Buffer[]; readonly end: number } => {
  const fields: Buffer[][] = [];
  let end = start;
  for (const line of linesOf(raw, start)) {
    if (isEmpty(raw, line)) break;
    const bytes = raw.subarray(line.start, line.end);
    const clean = bytes.includes(0) ? Buffer.from(bytes.filter((byte) => byte !== 0)) : bytes;
    const isFolded = bytes[0] === 0x20 || bytes[0] === 0x09;
    if (isFolded && fields.length > 0) fields.at(-1)!.push(clean);
    else fields.push([clean]);
    end = line.end;
  }
  return { fields: fields.map((lines) => repairField(Buffer.concat(lines), hint)), end };
};

/** Where the header of the next part begins: after a line that looks like a boundary and before a Content- field. */
const nextPart = (raw: Buffer, from: number): number => {
  for (let hit = raw.indexOf('\n--', from); hit !== -1; hit = raw.indexOf('\n--', hit + 1)) {
    const end = raw.indexOf(NEWLINE, hit + 1);
    if (end !== -1 && /^content-$/i.test(raw.toString('latin1', end + 1, end + 9))) return end + 1;
  }
  return raw.length;
};

/**
 * Converts all header fields to UTF-8, also those of parts, so that an ordinary parser can read the mail. The charset
 * of raw 8-bit fields is guessed; NULs, an mbox line and leading blank lines are removed. Bodies stay unchanged. `hint`
 * is a charset that the mail's own labels name.
 */
export const repairHeaders = (input: Uint8Array): { readonly raw: Buffer; readonly hint?: string } => {
  const raw = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const hint = hintOf(raw);
  const out: Buffer[] = [];
  for (let at = beginning(raw); at < raw.length;) {
    const { fields, end } = repairBlock(raw, at, hint);
    at = nextPart(raw, Math.max(0, end - 1));
    for (const field of fields) out.push(field);
    out.push(raw.subarray(end, at));
  }
  return { raw: Buffer.concat(out), ...(hint === undefined ? {} : { hint }) };
};
