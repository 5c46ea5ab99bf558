import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MailKind } from '../../shared/domain/mail/classify-mail.ts';

/** Text stands for its bytes in Latin-1, so that `\xff` is one byte; what isn't ASCII is written by `utf8` or `hex`. */
export type Bytes = string | Uint8Array;

export const bytes = (...parts: readonly Bytes[]): Buffer => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
export const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
export const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
/** As mail carries it, in lines of 76. */
export const base64 = (content: Bytes): string => (bytes(content).toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');

type Headers = Readonly<Record<string, Bytes | readonly Bytes[] | undefined>>;
const isList = (value: Bytes | readonly Bytes[] | undefined): value is readonly Bytes[] => Array.isArray(value);
const fields = (headers: Headers): Buffer => bytes(...Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : (isList(value) ? value : [value]).flatMap((each) => [`${name}: `, each, '\r\n']))));

export const ANN = 'Ann Example <ann@customer.example>';
/** What every mail has unless it says otherwise. */
const USUAL: Headers = { From: ANN, To: 'support@desk.example.com', Subject: 'A question', 'Message-ID': '<m1@customer.example>', Date: 'Sat, 28 Nov 2026 10:00:00 +0000', 'MIME-Version': '1.0' };

/**
 * A mail of Ann's; headers given replace the usual ones, a list stands for several of one name, undefined leaves one
 * out.
 */
export const mail = (headers: Headers, ...body: readonly Bytes[]): Buffer => bytes(fields({ ...USUAL, ...headers }), '\r\n', ...body);
/** One part of a multipart. */
export const part = (headers: Headers, ...body: readonly Bytes[]): Buffer => bytes(fields(headers), '\r\n', ...body);
/** The body of a multipart. */
export const parts = (boundary: string, ...all: readonly Bytes[]): Buffer => bytes(...all.flatMap((each) => [`--${boundary}\r\n`, each, '\r\n']), `--${boundary}--\r\n`);
/** A mail of several parts. */
export const multipart = (subtype: string, headers: Headers, ...all: readonly Bytes[]): Buffer => mail({ 'Content-Type': `multipart/${subtype}; boundary="=_b"`, ...headers }, parts('=_b', ...all));

/** A whole mail of `eml/`; the files' line ends are LF, the mail's CRLF. */
export const eml = (name: string): Buffer => bytes(readFileSync(join(import.meta.dirname, 'eml', `${name}.eml`), 'latin1').replace(/\r?\n/g, '\r\n'));

/** Of a file that its mail gives no name: any will do, but one it must have. */
export const ANY_NAME = '*';

/** What reading a mail must give. What is left out has its usual value: see `usual`. */
export type RightValues = {
  /** `Name <address>`, either may be missing. */
  readonly from?: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly replyTo?: readonly string[];
  readonly subject?: string;
  readonly messageId?: string | null;
  readonly inReplyTo?: readonly string[];
  readonly references?: readonly string[];
  readonly date?: string | null;
  /** What an agent reads: the text of the sanitized HTML, without blank lines. */
  readonly reads?: string;
  readonly isHtml?: boolean;
  /**
   * Name (or ANY_NAME), type, and the content: its text, whatever its line ends, or exactly its bytes. A fourth is the
   * Content-ID.
   */
  readonly files?: readonly (readonly [name: string, type: string, content: Bytes, contentId?: string])[];
  /** What the HTML must hold before it is sanitized, beside what is read. */
  readonly htmlHolds?: readonly string[];
  readonly kind?: MailKind;
};

export const usual = {
  from: ANN, to: ['support@desk.example.com'], cc: [], replyTo: [], subject: 'A question', messageId: 'm1@customer.example', inReplyTo: [], references: [],
  date: '2026-11-28T10:00:00.000Z', reads: 'Hello.', isHtml: false, files: [], htmlHolds: [], kind: 'human',
} as const satisfies RightValues;

/** A fault or habit of mail, in words; a mail that has it; the right values. */
export type MailCase = readonly [fault: string, raw: Uint8Array, right: RightValues];
