import { randomBytes, randomUUID } from 'node:crypto';
import { addressParser, decodeWords, type Mailbox } from 'postal-mime';

/** The mailboxes of an address header, groups flattened; what has no @ is left out. */
export const parseAddresses = (value: string | undefined): readonly Mailbox[] =>
  value === undefined
    ? []
    : (addressParser(value, { flatten: true }) as Mailbox[]).filter((box) => box.address.includes('@'));

/** `Name <local@domain>` with the name decoded, as SES's commonHeaders show it. */
export const showAddresses = (value: string | undefined): readonly string[] =>
  parseAddresses(value).map((box) =>
    box.name === ''
      ? box.address
      : `${/[",<>@]/.test(box.name) ? JSON.stringify(box.name) : box.name} <${box.address}>`,
  );

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** The local part without its label: `bounce` of bounce+x@example.com. */
export const localPartOf = (address: string): string =>
  address.slice(0, address.lastIndexOf('@')).split('+')[0]!.toLowerCase();

/** Encoded words (RFC 2047) decoded. */
export const decodeHeader = (value: string): string => decodeWords(value);

/** A new id of a sent mail, in SES's form: time, then random digits. In the header it is `<id@host>`. */
export const newSentId = (now: Date): string =>
  `0100${now.getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;

const base36 = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A new id of a received mail, in SES's form: 40 lower-case letters and digits. */
export const newReceivedId = (): string => [...randomBytes(40)].map((byte) => base36[byte % 36]).join('');

/** The host in the Message-IDs that SES sets; in us-east-1 it has another form. */
export const messageIdHost = (region: string): string =>
  region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;

/** One header field as it stands in the mail: `raw` holds its name, folded lines and line end, as latin1. */
export type RawHeader = { readonly name: string; readonly raw: string };

/** A mail split at its header block's end; joined again it is the same bytes. The body begins with the empty line. */
export type RawMail = { readonly headers: readonly RawHeader[]; readonly body: Buffer };

/** Splits without decoding anything, so that what isn't changed stays byte for byte. */
export const parseRawMail = (mail: Buffer): RawMail => {
  const end = headerBlockEnd(mail);
  const headers: { name: string; raw: string }[] = [];
  for (const line of mail
    .subarray(0, end)
    .toString('latin1')
    .match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const name = /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1];
    const last = headers.at(-1);
    if (name === undefined && last) last.raw += line;
    else headers.push({ name: name ?? '', raw: line });
  }
  return { headers, body: mail.subarray(end) };
};

const headerBlockEnd = (mail: Buffer) => {
  if (mail[0] === 0x0a || (mail[0] === 0x0d && mail[1] === 0x0a)) return 0;
  for (let at = mail.indexOf(0x0a); at !== -1; at = mail.indexOf(0x0a, at + 1)) {
    const next = mail[at + 1];
    if (next === 0x0a || (next === 0x0d && mail[at + 2] === 0x0a)) return at + 1;
  }
  return mail.length;
};

export const composeRawMail = (mail: RawMail): Buffer =>
  Buffer.concat([Buffer.from(mail.headers.map((header) => header.raw).join(''), 'latin1'), mail.body]);

/** A header field of our own, ended as the mail's other lines are. */
export const headerLine = (mail: RawMail, name: string, value: string): RawHeader => ({
  name,
  raw: `${name}: ${Buffer.from(value, 'utf8').toString('latin1')}${lineEndOf(mail)}`,
});

/** CRLF, unless the mail's own lines end in a bare LF. */
export const lineEndOf = (mail: RawMail) =>
  mail.headers.length > 0 && /[^\r]\n$/.test(mail.headers[0]!.raw) ? '\n' : '\r\n';

/** Unfolded, otherwise as written; encoded words stay encoded. */
export const valueOf = (header: RawHeader): string =>
  Buffer.from(header.raw, 'latin1')
    .toString('utf8')
    .replace(/^[^:]*:/, '')
    .replace(/\r?\n(?=[ \t])/g, '')
    .trim();

export const headersNamed = (mail: RawMail, name: string): readonly RawHeader[] =>
  mail.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());

/** The first field of that name. */
export const headerValue = (mail: RawMail, name: string): string | undefined => {
  const header = headersNamed(mail, name)[0];
  return header && valueOf(header);
};
