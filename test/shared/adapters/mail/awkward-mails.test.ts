import { receiveMail } from '../../../../shared/application/mail/receive-mail.ts';
import { aDelivery, aMailDesk } from '../../../support/mail-desk.ts';

const SIZE = 2 * 1024 * 1024;
/**
 * Seconds of processor time for one mail, with everything that becomes of it. Where a step takes the square of the
 * length it is minutes.
 */
const LIMIT = 15;

const AWKWARD: readonly string[] = [
  '<',
  '>',
  '(',
  ')',
  '[',
  ']',
  '{',
  '"',
  "'",
  '`',
  '‹',
  '«',
  '“',
  '「',
  '（',
  '<!',
  '<!--',
  '<!-- -->',
  '-->',
  '<![CDATA[',
  '<?',
  '</',
  '<a',
  '<a ',
  '<a href="',
  '<div>',
  '<p>',
  '<p><td>',
  '</p>',
  '<b><i>',
  '<div></p>',
  '<br>',
  '<li>',
  '<table>',
  '<blockquote>',
  '<script',
  '<script>',
  '<style>',
  '<title>',
  '<svg>',
  '<img ',
  '<img src="data:image/png;base64,A',
  '<p style="color:',
  '<p style="(((',
  '<font face="',
  '<meta charset',
  '&',
  '&amp',
  '&#',
  '&#x',
  '&nbsp;',
  '=?',
  '=?utf-8?B?',
  '=?utf-8?Q?a',
  '=?a?b?=?',
  '=?utf-8?B?YQ==?= ',
  '?=',
  '=',
  '=\r\n',
  '=3D',
  ' ',
  ' x',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\r\n ',
  ' \n',
  '\u00a0',
  '\0',
  '\u200b',
  'e\u0301',
  '\u0301',
  '\u202e',
  '😀',
  '> ',
  '> x\n',
  '>>\n',
  '-',
  '--\n',
  '_',
  '-----\n',
  '--b\r\n',
  '--b--\r\n',
  '--b x\r\n',
  'On Mon, Jan 1, 2024 a <a@b> wrote:\n',
  'a',
  'a ',
  '@',
  'a@',
  'a@b.',
  '<a@b>,',
  'a<b@c> ',
  ',',
  ';',
  ':',
  'g:',
  '\\',
  '.',
  '#',
  '[#1]',
  'http://',
  'http://a..... ',
  'www.',
  'Re: ',
  'delivery ',
  'begin 644 a\n',
  'M\n',
  'a: b\r\n',
  ' a: b\r\n',
  'Content-Type: a\r\n',
  'charset=',
  '안',
  '+AAA',
  '~{',
  '\u001b$B',
  '%41',
  ';a=b',
  'src=',
];

const fill = (unit: string) => unit.repeat(Math.ceil(SIZE / Buffer.byteLength(unit)));
const head = 'From: a@example.com\r\nTo: support@example.com\r\nMIME-Version: 1.0\r\n';
/** Where a sender can put it. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  html: (text) => `${head}Subject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${text}`,
  text: (text) => `${head}Subject: x\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n${text}`,
  parts: (text) =>
    `${head}Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<style>${text}\r\n--b\r\nContent-Type: text/html; name="${text.slice(0, 20_000)}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text.slice(0, 500_000)).toString('base64')}\r\n--b--`,
  header: (text) =>
    `From: ${text.slice(0, 400_000)}\r\nTo: support@example.com\r\nCc: ${text.slice(0, 400_000)}\r\nSubject: ${text.slice(0, 400_000)}\r\nReferences: ${text.slice(0, 400_000)}\r\nMessage-ID: ${text.slice(0, 100_000)}\r\nReturn-Path: ${text.slice(0, 100_000)}\r\nContent-Type: text/plain; name=${text.slice(0, 100_000)}\r\nDate: ${text.slice(0, 100_000)}\r\n\r\nx`,
  all: (text) => text,
};

const secondsFor = async (raw: string): Promise<number> => {
  const desk = await aMailDesk();
  const delivery = aDelivery(desk, Buffer.from(raw, 'utf8'), { envelopeFrom: 'a@example.com' });
  const before = process.cpuUsage();
  await receiveMail(desk)(delivery);
  const { user, system } = process.cpuUsage(before);
  // Whatever it is taken for, it is not lost without a word.
  expect(desk.state.tickets.size + desk.log.lines.filter(({ message }) => message === 'mail_ignored').length).toBe(1);
  return (user + system) / 1e6;
};

const slowest: { readonly place: string; readonly unit: string; readonly seconds: number }[] = [];
afterAll(() => {
  const lines = slowest
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, 12)
    .map(({ place, unit, seconds }) => `${seconds.toFixed(2)} s  ${place}: ${JSON.stringify(unit)}`);
  process.stdout.write(
    `2 MB of each awkward text, ${slowest.length} mails, slowest by processor time:\n${lines.join('\n')}\n`,
  );
});

describe.each(Object.entries(PLACES))('given 2 MB of what is awkward, in place: %s', (place, make) => {
  // Elsewhere some of them, other ones in each place: they go the same ways.
  const first = Object.keys(PLACES).indexOf(place);
  const units = place === 'html' ? AWKWARD : AWKWARD.filter((_, index) => index % 12 === first);
  it.each(units.map((unit) => [JSON.stringify(unit), unit] as const))(
    'takes %s in time that is proportional to it',
    async (_shown, unit) => {
      const seconds = await secondsFor(make(fill(unit)));
      slowest.push({ place, unit, seconds });
      expect(seconds).toBeLessThan(LIMIT);
    },
    60_000,
  );
});

it.each([
  [
    'thousands of parts',
    `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(40_000)}--b--`,
  ],
  [
    'parts inside each other',
    `${head}${Array.from({ length: 3_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')}`,
  ],
  ['thousands of fields', `${head}${'X-A: b\r\n'.repeat(250_000)}\r\nx`],
  ['one field in thousands of lines', `${head}References: ${'<a@b>\r\n '.repeat(250_000)}\r\n\r\nx`],
  [
    'thousands of recipients',
    `From: a@example.com\r\nTo: ${Array.from({ length: 60_000 }, (_, i) => `Name ${i} <p${i}@example.com>`).join(', ')}\r\n\r\nx`,
  ],
])(
  'takes %s',
  async (_name, raw) => {
    expect(await secondsFor(raw)).toBeLessThan(LIMIT);
  },
  60_000,
);
