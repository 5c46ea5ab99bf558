import { createHash } from 'node:crypto';
import type { MailParser } from '../../application/ports/mails.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { decodeHeader } from './encoded-words.ts';
import { repairHeaders } from './repair-headers.ts';
import { type MimePart, readMimeTree } from './mime-tree.ts';
import { findAuthor, parseAddresses } from './parse-addresses.ts';
import { type Body, readBody } from './read-body.ts';
import { readHead } from './read-head.ts';
import { readDate, readMessageIds } from './read-ids.ts';

/** Maximum characters of a subject. */
const SUBJECT_LIMIT = 4_000;

const hash = (...texts: readonly (string | Uint8Array)[]) => {
  const sum = createHash('sha256');
  for (const text of texts) sum.update(text).update('\0');
  return sum.digest('hex');
};

/** A mail whose MIME structure can't be read, as one text part. */
const asText = (raw: Uint8Array): MimePart => {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = /\r?\n\r?\n/.exec(text.toString('latin1', 0, 1_000_000));
  const head = end === null ? text.toString('utf8', 0, 100_000) : text.toString('utf8', 0, end.index);
  const headers = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const field = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line);
      return field ? [{ name: field[1]!.toLowerCase(), value: field[2]!.trim() }] : [];
    });
  return {
    headers,
    type: 'text/plain',
    params: {},
    disposition: '',
    dispositionParams: {},
    transferEncoding: '',
    children: [],
    content: text.subarray(end === null ? 0 : end.index + end[0].length),
  };
};

const readTree = async (
  raw: Uint8Array,
): Promise<{ readonly root: MimePart; readonly body: (hint?: string) => Body }> => {
  try {
    const root = await readMimeTree(raw);
    return { root, body: (hint) => readBody(root, hint) };
  } catch {
    const root = asText(raw);
    return { root, body: (hint) => readBody(root, hint) };
  }
};

/**
 * Reads raw mail as a mail client would, and repairs what postal-mime alone would lose: raw 8-bit headers, wrong
 * charset labels, malformed senders.
 */
export const postalMailParser: MailParser = {
  async parse(input) {
    const { raw, hint } = repairHeaders(input);
    const { root, body: readIt } = await readTree(raw);
    const values = (name: string) =>
      root.headers.filter((header) => header.name === name).map((header) => header.value);
    const body = readIt(hint);
    const from = findAuthor(root.headers, hint);
    const subject = decodeHeader(values('subject')[0]?.slice(0, SUBJECT_LIMIT * 4) ?? '', hint)
      .trim()
      .slice(0, SUBJECT_LIMIT)
      .trimEnd();
    const messageId =
      readMessageIds(values('message-id'))[0] ??
      (values('message-id')[0]?.slice(0, 2_000).trim().replace(/^<|>$/g, '') || undefined);
    const date = readDate(values('date')[0]);
    const reportType = root.params['report-type']?.toLowerCase();
    const mail: ParsedMail = {
      from,
      subject,
      replyTo: parseAddresses(values('reply-to'), hint).filter(({ address }) => address.includes('@')),
      to: parseAddresses(values('to'), hint),
      cc: parseAddresses(values('cc'), hint),
      ...(messageId === undefined ? {} : { messageId }),
      inReplyTo: readMessageIds(values('in-reply-to')),
      references: readMessageIds(values('references')),
      ...(date === undefined ? {} : { date }),
      headers: root.headers.map(({ name, value }) => ({ name, value: decodeHeader(value, hint) })),
      ...body,
      contentType: root.type,
      ...(reportType === undefined ? {} : { reportType }),
      digest: hash(from.address.toLowerCase(), subject, body.text || body.html),
      rawDigest: hash(input),
    };
    return mail;
  },
  parseHead: readHead,
};
