import PostalMime from 'postal-mime';
import { simpleParser } from 'mailparser';
import { nodemailerComposer } from '../../../../shared/adapters/mail/compose-mail.ts';
import { encodeAsWritten, decodeEncodedWords } from '../../../../shared/domain/mail/encoded-words.ts';

const answer = (subject: string): Parameters<typeof nodemailerComposer.compose>[0] =>
  ({
    from: { name: 'Desk', address: 'desk@example.com' },
    to: { name: 'Mina', address: 'mina@example.com' },
    replyTo: 'desk+1@example.com',
    subject,
    references: [],
    marker: 'm',
    text: 'x',
    html: '<p>x</p>',
    files: [],
  }) as unknown as Parameters<typeof nodemailerComposer.compose>[0];
const composed = async (subject: string) => Buffer.from(await nodemailerComposer.compose(answer(subject)));

describe.each([
  'Re: =?utf-8?B?ZGFtbg==?= [#1]',
  '=?UTF-8?Q?d=61mn?=',
  '한국어 =?utf-8?B?7Iuc67Cc?= 제목',
  '=?',
  'a =? b ?= c',
  `${'길다 =?x?= '.repeat(20)}🔥`,
])('given a subject that looks encoded: %j', (subject) => {
  it('then two mail programs show it as it was written', async () => {
    const raw = await composed(subject);
    expect((await PostalMime.parse(raw)).subject).toBe(subject.trim());
    expect((await simpleParser(raw)).subject).toBe(subject.trim());
    expect(decodeEncodedWords(encodeAsWritten(subject))).toBe(subject);
    for (const line of raw.toString('latin1').split('\r\n')) expect(line.length).toBeLessThan(200);
  });
});

it('leaves other subjects to the composer', async () => {
  for (const subject of ['Printer on fire', '프린터가 🔥 타요', 'a=b? c']) {
    expect(encodeAsWritten(subject)).toBe(subject);
    expect((await PostalMime.parse(await composed(subject))).subject).toBe(subject);
  }
});

it.each([
  ['=?utf-8?q?a_b?=', 'a b'],
  ['=?utf-8?B?7Iuc?= =?utf-8?B?67Cc?=', '시발'],
  ['x =?iso-8859-1?Q?=E9?= y', 'x é y'],
  ['=?nowhere?B?YQ==?=', 'a'],
  ['=?utf-8?B?YQ?=', 'a'],
  ['=?utf-8*ko?B?YQ==?=', 'a'],
  ['=?utf-8?X?YQ==?=', '=?utf-8?X?YQ==?='],
  ['=?utf-8?B?Y?=', ''],
  ['plain', 'plain'],
])('decodes %j as %j', (coded, text) => {
  expect(decodeEncodedWords(coded)).toBe(text);
});
