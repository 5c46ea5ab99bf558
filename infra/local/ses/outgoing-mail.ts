import { AwsError } from '../kernel.ts';
import {
  composeRawMail,
  headerLine,
  headersNamed,
  headerValue,
  lineEndOf,
  parseRawMail,
  type RawHeader,
  type RawMail,
  valueOf,
  parseAddresses,
} from './raw-mail.ts';

export type Tags = Readonly<Record<string, readonly string[]>>;

/** What SendRawEmail was asked, members named as in its API. */
export type RawRequest = {
  readonly data: Buffer;
  readonly source?: string;
  readonly destinations: readonly string[];
  readonly configurationSetName?: string;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
};

export type OutgoingMail = {
  readonly parsed: RawMail;
  /** Addresses of From, which must be verified. */
  readonly from: string;
  /** As written: `Name <address>`. */
  readonly source: string;
  /** Where SES sends what it forwards of bounces and complaints: Source, else Return-Path, else From. */
  readonly returnPath: string;
  readonly recipients: readonly string[];
  readonly configurationSetName?: string;
  readonly tags: Tags;
};

/** The v1 API takes 10 MB (SES quotas); base64 around it doesn't count. */
const maxBytes = 10 * 1024 * 1024;
/** SES quotas. */
const maxRecipients = 50;
/** Fields that SES refuses twice (SES developer guide, header fields). */
const onlyOnce = [
  'From',
  'Sender',
  'Reply-To',
  'Date',
  'Message-ID',
  'Subject',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Return-Path',
  'Auto-Submitted',
];

const invalid = (message: string) => new AwsError('InvalidParameterValue', message, 400);

/** Reads and checks a raw mail as SES does before it takes it. */
export const readOutgoingMail = (request: RawRequest): OutgoingMail => {
  if (request.data.length > maxBytes)
    throw invalid(`Message length is more than ${String(maxBytes)} bytes long: '${String(request.data.length)}'.`);
  const parsed = parseRawMail(request.data);
  for (const name of onlyOnce) {
    if (headersNamed(parsed, name).length > 1) throw invalid(`Duplicate header '${name}'.`);
  }
  const fromHeader = headerValue(parsed, 'From');
  const from = parseAddresses(fromHeader)[0]?.address;
  if (fromHeader === undefined || from === undefined) throw invalid("Missing required header 'From'.");
  const recipients =
    request.destinations.length > 0
      ? request.destinations.map((each) => parseAddresses(each)[0]?.address ?? each)
      : ['To', 'Cc', 'Bcc'].flatMap((name) =>
          headersNamed(parsed, name).flatMap((header) => parseAddresses(valueOf(header)).map((box) => box.address)),
        );
  if (recipients.length === 0) throw invalid("Missing required header 'To'.");
  if (recipients.length > maxRecipients) throw invalid(`Recipient count exceeds ${String(maxRecipients)}.`);
  for (const recipient of recipients) {
    if (!/^[^\s@<>]+@[^\s@<>]+$/.test(recipient)) throw invalid("Missing final '@domain'");
  }
  const configurationSetName = request.configurationSetName ?? headerValue(parsed, 'X-SES-CONFIGURATION-SET');
  return {
    parsed,
    from,
    source: request.source ?? fromHeader,
    recipients: [...new Set(recipients)],
    returnPath:
      parseAddresses(request.source)[0]?.address ??
      parseAddresses(headerValue(parsed, 'Return-Path'))[0]?.address ??
      from,
    ...(configurationSetName === undefined ? {} : { configurationSetName }),
    tags: tagsOf(request, parsed),
  };
};

/** The tags of the call; those of the header count only when the call has none. */
const tagsOf = (request: RawRequest, mail: RawMail): Tags => {
  const tags = request.tags.length > 0 ? request.tags : tagsOfHeader(headerValue(mail, 'X-SES-MESSAGE-TAGS'));
  for (const { name, value } of tags) {
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
      throw invalid(`Invalid tag name <${name}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`);
    if (!/^[A-Za-z0-9_.@-]{1,255}$/.test(value))
      throw invalid(
        `Invalid tag value <${value}>: only alphanumeric ASCII characters, '_', '-', '.', and '@' are allowed.`,
      );
  }
  if (new Set(tags.map((tag) => tag.name)).size < tags.length) throw invalid('Duplicate message tag name.');
  return Object.fromEntries(tags.map(({ name, value }) => [name, [value]]));
};

const tagsOfHeader = (value: string | undefined) =>
  (value ?? '')
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() };
    });

export type Stamp = { readonly messageId: string; readonly date: Date };

/**
 * The bytes that leave SES: Message-ID and Date are SES's own, Return-Path, Bcc and SES's instructions are gone,
 * everything else is as it came.
 */
export const stampOutgoingMail = (mail: RawMail, stamp: Stamp): Buffer => {
  const ours: Readonly<Record<string, RawHeader>> = {
    'message-id': headerLine(mail, 'Message-ID', stamp.messageId),
    date: headerLine(mail, 'Date', mailDate(stamp.date)),
  };
  const kept = mail.headers.flatMap((header) => {
    const name = header.name.toLowerCase();
    if (name === 'bcc' || name === 'return-path' || name.startsWith('x-ses-')) return [];
    return [ours[name] ?? header];
  });
  const missing = Object.entries(ours)
    .filter(([name]) => headersNamed(mail, name).length === 0)
    .map(([, header]) => header);
  return composeRawMail({ headers: [...ended(kept, mail), ...missing], body: mail.body });
};

/** A mail without a body may lack its last line end; a header added at the end needs it. */
const ended = (headers: readonly RawHeader[], mail: RawMail): readonly RawHeader[] =>
  headers.map((header) => (header.raw.endsWith('\n') ? header : { ...header, raw: header.raw + lineEndOf(mail) }));

/** RFC 5322, in UTC: `Sun, 22 Nov 2026 11:00:00 +0000`. */
export const mailDate = (date: Date): string => date.toUTCString().replace('GMT', '+0000');
