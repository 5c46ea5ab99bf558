import { createHash } from 'node:crypto';
import { fitText } from '../../domain/kernel/plain-text.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { decodeHeader } from './encoded-words.ts';
import { findAuthor, parseAddresses } from './parse-addresses.ts';
import { readDate, readMessageIds } from './read-ids.ts';
import { textToHtml } from './text-to-html.ts';

/** Limits: bytes read of a mail and of its header, number of fields, characters of a field. */
const BYTES = 256 * 1024;
const HEAD_BYTES = 128 * 1024;
const FIELDS = 500;
const FIELD_LENGTH = 8_000;
/** Maximum characters of the text. */
const TEXT_LENGTH = 10_000;

type Field = { readonly name: string; readonly value: string };

/** Where the first empty line stands, and where the body begins. */
const headerEnd = (raw: Buffer): { readonly end: number; readonly next: number } => {
  for (let at = raw.indexOf(0x0a); at !== -1 && at < HEAD_BYTES; at = raw.indexOf(0x0a, at + 1)) {
    if (raw[at + 1] === 0x0a) return { end: at, next: at + 2 };
    if (raw[at + 1] === 0x0d && raw[at + 2] === 0x0a) return { end: at, next: at + 3 };
  }
  return { end: Math.min(raw.length, HEAD_BYTES), next: Math.min(raw.length, HEAD_BYTES) };
};

const fieldsOf = (head: string): readonly Field[] => {
  const fields: { name: string; lines: string[]; length: number }[] = [];
  for (const line of head.split('\n', FIELDS * 40)) {
    const last = fields.at(-1);
    const colon = line.indexOf(':');
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (last !== undefined && last.length < FIELD_LENGTH) last.lines.push(line.trimEnd());
      if (last !== undefined) last.length += line.length;
    } else if (colon > 0 && colon < 100 && fields.length < FIELDS)
      fields.push({
        name: line.slice(0, colon).trim().toLowerCase(),
        lines: [line.slice(colon + 1).trim()],
        length: line.length,
      });
  }
  return fields.map(({ name, lines }) => ({
    name,
    value: fitText(lines.join('').replaceAll('\0', ''), FIELD_LENGTH).trim(),
  }));
};

/** Lines of the body that are readable text: without MIME structure, encoded files and markup. */
const plainText = (body: Buffer): string => {
  const text = body
    .toString('utf8')
    .replaceAll('\0', '')
    .replace(/<[^<>]{0,2000}>/g, ' ');
  const lines = text
    .split('\n')
    .map((line) => line.slice(0, 2_000).trimEnd())
    .filter(
      (line) =>
        !line.startsWith('--') &&
        !/^(?:content|mime)-[\w-]{1,40}:/i.test(line) &&
        !/^[A-Za-z0-9+/=]{60,}$/.test(line) &&
        !/^\s+(?:boundary|charset|name|filename)=/i.test(line),
    );
  return fitText(
    lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    TEXT_LENGTH,
  );
};

const hash = (...texts: readonly (string | Uint8Array)[]) => {
  const sum = createHash('sha256');
  for (const text of texts) sum.update(text).update('\0');
  return sum.digest('hex');
};

/** Reads the beginning of a mail from its first bytes, in bounded time, without reading it whole. */
export const readHead = (input: Uint8Array): ParsedMail => {
  const raw = Buffer.from(input.buffer, input.byteOffset, Math.min(input.byteLength, BYTES));
  const { end, next } = headerEnd(raw);
  const headers = fieldsOf(raw.toString('utf8', 0, end)).map(({ name, value }) => ({
    name,
    value,
    decoded: decodeHeader(value),
  }));
  const values = (name: string) => headers.filter((header) => header.name === name).map(({ value }) => value);
  const subject = headers.find(({ name }) => name === 'subject')?.decoded.trim() ?? '';
  const from = findAuthor(headers);
  const text = plainText(raw.subarray(next));
  const [type = ''] = (values('content-type')[0] ?? 'text/plain').split(';', 1);
  const reportType = /report-type\s?=\s?"?([\w-]{1,40})/i.exec(values('content-type')[0] ?? '')?.[1]?.toLowerCase();
  const messageId = readMessageIds(values('message-id'))[0];
  const date = readDate(values('date')[0]);
  return {
    from,
    subject,
    replyTo: parseAddresses(values('reply-to')).filter(({ address }) => address.includes('@')),
    to: parseAddresses(values('to')),
    cc: parseAddresses(values('cc')),
    ...(messageId === undefined ? {} : { messageId }),
    inReplyTo: readMessageIds(values('in-reply-to')),
    references: readMessageIds(values('references')),
    ...(date === undefined ? {} : { date }),
    headers: headers.map(({ name, decoded }) => ({ name, value: decoded })),
    html: textToHtml(text),
    text,
    isHtml: false,
    files: [],
    contentType: type.trim().toLowerCase(),
    ...(reportType === undefined ? {} : { reportType }),
    digest: hash(from.address.toLowerCase(), subject, text),
    rawDigest: hash(input),
    isCut: true,
  };
};
