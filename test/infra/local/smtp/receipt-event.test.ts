import { verdictsOf } from '../../../../infra/local/smtp/receipt-event.ts';

const eicar = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';
const mail = (body: string, encoding = '8bit') =>
  Buffer.from(
    `From: a@example.com\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`,
  );

it.each([
  ['as it stands', mail(eicar)],
  [
    'in base64',
    mail(
      Buffer.from(`before ${eicar} after`.padEnd(200, '.'))
        .toString('base64')
        .replace(/(.{76})/g, '$1\r\n'),
      'base64',
    ),
  ],
  ['in quoted-printable', mail('EICAR-STANDARD=\r\n-ANTIVIRUS=2DTEST-FILE', 'quoted-printable')],
])('finds a virus %s', (_name, raw) => {
  expect(verdictsOf(raw)).toMatchObject({ virus: 'FAIL', spam: 'PASS' });
});

it.each(['‹', '<!--', '=', '=3D', 'a', '\n', 'AAAA\r\n', '<a ', '--b\r\n', ' '])(
  'takes no time that matters for 2 MB of %j, since the whole machine waits',
  (unit) => {
    const raw = mail(unit.repeat(Math.ceil(2_000_000 / Buffer.byteLength(unit))));
    const before = process.cpuUsage();
    verdictsOf(raw);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(3);
  },
);
