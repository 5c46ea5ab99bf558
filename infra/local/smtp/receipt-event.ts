import { decodeHeader, showAddresses } from '../ses/mail-address.ts';
import { mailDate } from '../ses/outgoing-mail.ts';
import {
  composeRawMail,
  headerLine,
  headersNamed,
  headerValue,
  parseRawMail,
  type RawMail,
  valueOf,
} from '../ses/raw-mail.ts';
import { headersOf } from '../ses/ses-events.ts';
import type { Verdicts } from './verdicts.ts';

/** One mail as it came over SMTP. `returnPath` is empty for a bounce. */
export type Received = {
  readonly id: string;
  readonly region: string;
  readonly returnPath: string;
  readonly recipients: readonly string[];
  readonly clientName: string;
  readonly clientAddress: string;
  readonly at: Date;
  readonly raw: Buffer;
  readonly verdicts: Verdicts;
};

/** What SES puts in front of a mail before it stores it; the mail itself stays byte for byte. */
export const stampReceived = (received: Received): Buffer => {
  const mail = parseRawMail(received.raw);
  const { id, region, at, verdicts } = received;
  const fold = mail.headers[0]?.raw.endsWith('\r\n') === false ? '\n ' : '\r\n ';
  const lines: readonly (readonly [string, string])[] = [
    ['Return-Path', `<${received.returnPath}>`],
    [
      'Received',
      `from ${received.clientName} (${received.clientName} [${received.clientAddress}])${fold}by inbound-smtp.${region}.amazonaws.com with SMTP id ${id}${fold}for ${received.recipients[0]!};${fold}${mailDate(at)} (UTC)`,
    ],
    ['X-SES-Spam-Verdict', verdicts.spam],
    ['X-SES-Virus-Verdict', verdicts.virus],
    [
      'Received-SPF',
      `${verdicts.spf === 'PASS' ? 'pass' : 'fail'} (spfCheck: domain of ${received.returnPath} ${verdicts.spf === 'PASS' ? 'designates' : 'does not designate'} ${received.clientAddress} as permitted sender) client-ip=${received.clientAddress}; envelope-from=${received.returnPath}; helo=${received.clientName};`,
    ],
    [
      'Authentication-Results',
      `amazonses.com; spf=${word(verdicts.spf)}; dkim=${word(verdicts.dkim)}; dmarc=${word(verdicts.dmarc)};`,
    ],
    ['X-SES-RECEIPT', Buffer.from(id).toString('base64')],
  ];
  return composeRawMail({
    headers: [...lines.map(([name, value]) => headerLine(mail, name, value)), ...mail.headers],
    body: mail.body,
  });
};

const word = (verdict: string) => verdict.toLowerCase();

/** The `mail` object of a receipt: of the mail as stored, its headers unfolded. */
export const receivedMailObject = (received: Received, stored: Buffer): Readonly<Record<string, unknown>> => {
  const mail = parseRawMail(stored);
  return {
    timestamp: received.at.toISOString(),
    source: received.returnPath,
    messageId: received.id,
    destination: received.recipients,
    ...headersOf(mail),
    commonHeaders: commonHeaders(mail, received.returnPath),
  };
};

const commonHeaders = (mail: RawMail, returnPath: string) => {
  const lists = { from: 'From', to: 'To', cc: 'Cc', replyTo: 'Reply-To' };
  const subject = headerValue(mail, 'Subject');
  const single = {
    date: headerValue(mail, 'Date'),
    messageId: headerValue(mail, 'Message-ID'),
    subject: subject === undefined ? undefined : decodeHeader(subject),
  };
  const addresses = Object.entries(lists).map(
    ([member, name]) => [member, headersNamed(mail, name).flatMap((header) => showAddresses(valueOf(header)))] as const,
  );
  return {
    returnPath,
    ...Object.fromEntries(addresses.filter(([, list]) => list.length > 0)),
    ...Object.fromEntries(Object.entries(single).filter(([, value]) => value !== undefined)),
  };
};

/** The `receipt` object for one action of one rule. */
export const receiptObject = (
  received: Received,
  recipients: readonly string[],
  scanned: boolean,
  action: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const { verdicts } = received;
  return {
    timestamp: received.at.toISOString(),
    processingTimeMillis: Math.max(0, Date.now() - received.at.getTime()),
    recipients,
    spamVerdict: { status: scanned ? verdicts.spam : 'DISABLED' },
    virusVerdict: { status: scanned ? verdicts.virus : 'DISABLED' },
    spfVerdict: { status: verdicts.spf },
    dkimVerdict: { status: verdicts.dkim },
    dmarcVerdict: { status: verdicts.dmarc },
    action,
  };
};
