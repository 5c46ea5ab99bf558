import { headerValue, parseRawMail } from '../ses/raw-mail.ts';

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
 * attachments)
 * and for what the header `X-Test-Verdicts: spf=FAIL, dmarc=GRAY` asks, which exists on one machine only.
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
 * not hold up the whole
 * machine, whose every part runs beside this. Linear: each line is looked at once.
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
