import {
  headerValue,
  parseRawMail,
  composeRawMail,
  headerLine,
  headersNamed,
  type RawMail,
  valueOf,
  decodeHeader,
  showAddresses,
} from '../ses/raw-mail.ts';
import { mailDate } from '../ses/outgoing-mail.ts';
import { headersOf } from '../ses/ses-events.ts';

export type Verdict = 'PASS' | 'FAIL' | 'GRAY' | 'PROCESSING_FAILED' | 'DISABLED';
export type Verdicts = {
  readonly spam: Verdict;
  readonly virus: Verdict;
  readonly spf: Verdict;
  readonly dkim: Verdict;
  readonly dmarc: Verdict;
};

const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
const eicar = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';
const known: readonly string[] = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED'] satisfies readonly Verdict[];

/**
 * Everything passes, but for the strings made to be found by scanners (GTUBE is spam, EICAR a virus, also inside
 * attachments) and for what the header `X-Test-Verdicts: spf=FAIL, dmarc=GRAY` asks, which exists on one machine only.
 */
export const verdictsOf = (raw: Buffer): Verdicts => {
  const contents = contentsOf(raw);
  const verdicts = {
    spam: contents.some((each) => each.includes(gtube)) ? 'FAIL' : 'PASS',
    virus: contents.some((each) => each.includes(eicar)) ? 'FAIL' : 'PASS',
    spf: 'PASS',
    dkim: 'PASS',
    dmarc: 'PASS',
  } as const;
  return { ...verdicts, ...askedFor(headerValue(parseRawMail(raw), 'X-Test-Verdicts')) };
};

const askedFor = (value: string | undefined): Partial<Verdicts> =>
  Object.fromEntries(
    (value ?? '')
      .split(/[,;]/)
      .map((pair) => pair.split('=').map((part) => part.trim()))
      .filter(([name, verdict]) => name !== '' && known.includes(verdict ?? ''))
      .map(([name, verdict]) => [name!.toLowerCase(), verdict as Verdict]),
  );

/**
 * The mail, and what stands in it in base64 or quoted-printable, without reading its structure: a stranger's mail must
 * not hold up the whole machine, whose every part runs beside this. Linear: each line is looked at once.
 */
const contentsOf = (raw: Buffer): readonly Buffer[] => {
  const blocks: Buffer[] = [];
  let coded: string[] = [];
  const close = () => {
    if (coded.length > 0) blocks.push(Buffer.from(coded.join(''), 'base64'));
    coded = [];
  };
  const text = raw.toString('latin1');
  for (const line of text.split('\n')) {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) coded.push(bare);
    else close();
  }
  close();
  const unquoted = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return [raw, Buffer.concat(blocks), Buffer.from(unquoted, 'latin1')];
};

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
