import { postalMailParser } from '../../../../shared/adapters/mail/parse-mail.ts';

/** Bytes of a mail: strings are Latin-1, so that raw bytes can be written as \x.. */
const parse = (...parts: readonly (string | Uint8Array)[]) =>
  postalMailParser.parse(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
  );
const utf8 = (text: string) => Buffer.from(text, 'utf8');
// Bytes as the old programs wrote them.
const RAW = {
  'EUC-KR': [Buffer.from('c1a6c7b020b9aec0c7b5e5b8b3b4cfb4d9', 'hex'), '제품 문의드립니다'],
  CP949: [Buffer.from('b0fabbe7208c63b9e6c7cfbcbcbfe4', 'hex'), '과사 똠방하세요'],
  'ISO-2022-JP': [Buffer.from('1b2442244a3e7236692447242442401b2842', 'hex'), undefined],
  GBK: [Buffer.from('b9d8d3dab6a9b5a5b5c4cecc', 'hex'), undefined],
  Big5: [Buffer.from('c3f6a9f3ad71b3e6aababa73c3d2', 'hex'), undefined],
  Shift_JIS: [Buffer.from('82a8966282a282b382f182d682cc8e7788c4', 'hex'), undefined],
  'UTF-8': [utf8('환불 문의 – 주문 1234'), '환불 문의 – 주문 1234'],
  'Latin-1': [Buffer.from('Grüße aus München', 'latin1'), 'Grüße aus München'],
} as const;

describe('given raw 8-bit headers without any label', () => {
  it.each(Object.entries(RAW))('reads %s', async (charset, [bytes, known]) => {
    const label = { CP949: 'euc-kr', 'Latin-1': 'windows-1252' }[charset] ?? charset;
    const expected = known ?? new TextDecoder(label).decode(bytes);
    const { subject, from } = await parse('Subject: ', bytes, '\r\nFrom: ', bytes, ' <a@example.com>\r\n\r\nx');
    expect([subject, from]).toEqual([expected, { name: expected, address: 'a@example.com' }]);
  });

  it('lets the charset of the body decide where bytes could be either', async () => {
    const ambiguous = Buffer.from('bbfab7bf', 'hex');
    const inMail = async (charset: string) =>
      (
        await parse(
          'Subject: ',
          ambiguous,
          `\r\nFrom: a@example.com\r\nContent-Type: text/plain; charset=${charset}\r\n\r\nx`,
        )
      ).subject;
    expect([await inMail('gb2312'), await inMail('euc-kr')]).toEqual([
      new TextDecoder('gbk').decode(ambiguous),
      new TextDecoder('euc-kr').decode(ambiguous),
    ]);
  });

  it('reads a file name in them', async () => {
    const { files } = await parse(
      'From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf; name="',
      RAW['EUC-KR'][0],
      '.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n',
    );
    expect(files).toEqual([expect.objectContaining({ name: '제품 문의드립니다.pdf', type: 'application/pdf' })]);
  });
});

describe('given encoded words', () => {
  it.each([
    ['of a Windows name for Korean', '=?ks_c_5601-1987?B?wabHsCC5rsDH?=', '제품 문의'],
    ['of a code page', '=?cp949?B?wabHsCC5rsDH?=', '제품 문의'],
    ['of a database’s charset', '=?utf8mb4?B?7JWI64WV?=', '안녕'],
    ['of a charset that is none', '=?x-unknown?B?wabHsCC5rsDH?=', '제품 문의'],
    ['whose label is false', '=?us-ascii?B?7JWI64WV?=', '안녕'],
    ['that cut a character between words', '=?utf-8?Q?=EC=95=88=EB?= =?utf-8?Q?=85=95?=', '안녕'],
    ['that cut base64 between words', '=?utf-8?B?7JWI6?=\r\n =?utf-8?B?4WV?=', '안녕'],
    ['next to each other without space', '=?utf-8?Q?a?==?utf-8?Q?b?=', 'ab'],
    ['of two charsets in a row', '=?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?7JWI64WV?=', 'Grüße안녕'],
    ['with a language', '=?utf-8*ko?B?7JWI64WV?=', '안녕'],
    ['with raw spaces and question marks', '=?utf-8?Q?who are you? really?=', 'who are you? really'],
    ['in ISO-2022-KR', '=?iso-2022-kr?B?GyQpQw4+SDNnDw==?=', '안녕'],
    ['unfinished', 'a =?utf-8?B?7JWI', 'a =?utf-8?B?7JWI'],
  ])('reads those %s', async (_name, header, expected) => {
    expect((await parse(`From: a@example.com\r\nSubject: ${header}\r\n\r\nx`)).subject).toBe(expected);
  });
});

describe('given a body', () => {
  it.each([
    ['with a false label', 'us-ascii', utf8('안녕하세요'), '안녕하세요'],
    ['said to be UTF-8 and in EUC-KR', 'utf-8', RAW['EUC-KR'][0], '제품 문의드립니다'],
    ['said to be Latin-1 and in UTF-8', 'iso-8859-1', utf8('Grüße 안녕'), 'Grüße 안녕'],
    ['said to be Latin-1 and in EUC-KR', 'iso-8859-1', RAW['EUC-KR'][0], '제품 문의드립니다'],
    [
      'in Latin-1, with signs',
      'iso-8859-1',
      Buffer.from('«Ça coûte 5° à ÉÀÈ» © Ü', 'latin1'),
      '«Ça coûte 5° à ÉÀÈ» © Ü',
    ],
    ['in a charset that is none', 'x-unknown', RAW['EUC-KR'][0], '제품 문의드립니다'],
    ['in a Windows name', 'ks_c_5601-1987', RAW['EUC-KR'][0], '제품 문의드립니다'],
    ['in quotes and capitals', '"UTF8MB4"', utf8('안녕'), '안녕'],
    ['with NULs', 'utf-8', utf8('a\0b'), 'ab'],
    ['in HZ', 'hz-gb-2312', Buffer.from('~{<:Ky2;~} ok'), '己所不 ok'],
    ['in UTF-7', 'utf-7', Buffer.from('Hi +AOk- +2D3eAA-'), 'Hi é 😀'],
  ])('reads one %s', async (_name, charset, bytes, expected) => {
    expect(
      (await parse(`From: a@example.com\r\nContent-Type: text/plain; charset=${charset}\r\n\r\n`, bytes)).text.trim(),
    ).toBe(expected);
  });

  it('prefers HTML of alternatives and keeps the text beside it', async () => {
    const { html, text, isHtml } = await parse(
      'From: a@example.com\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--b--\r\n',
    );
    expect([html, text, isHtml]).toEqual(['<p>rich</p>', 'plain', true]);
  });

  it('shows the plain text when the HTML beside it is empty', async () => {
    const { html, isHtml } = await parse(
      'From: a@example.com\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<html><style>p{}</style><p>&nbsp;</p></html>\r\n--b--\r\n',
    );
    expect([html, isHtml]).toEqual(['<p>plain</p>', false]);
  });

  it('reads text with a file name when there is no other', async () => {
    const { html, files } = await parse(
      'From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; name=body.txt\r\n\r\nthe body\r\n--b\r\nContent-Type: text/plain; name=other.txt\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n',
    );
    expect([html, files.map(({ name }) => name)]).toEqual(['<p>the body</p>', ['other.txt']]);
  });

  it('reads mixed texts in their order', async () => {
    const { html, isHtml } = await parse(
      'From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: text/html\r\n\r\n<b>two</b>\r\n--b\r\n\r\nthree\r\n--b--\r\n',
    );
    expect([html, isHtml]).toEqual(['<p>one</p>\n<b>two</b>\n<p>three</p>', true]);
  });

  it('makes paragraphs and links of plain text', async () => {
    const { html } = await parse(
      'From: a@example.com\r\n\r\nSee https://example.com/a?b=1&c=2, or <www.example.com>.\r\nMail me@example.com\r\n\r\n  <b>not bold</b>',
    );
    expect(html).toBe(
      '<p>See <a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>, or &lt;<a href="http://www.example.com">www.example.com</a>&gt;.<br>Mail <a href="mailto:me@example.com">me@example.com</a></p>\n<p>&nbsp;&nbsp;&lt;b&gt;not bold&lt;/b&gt;</p>'.replace(
        '&nbsp;&nbsp;',
        '&nbsp; ',
      ),
    );
  });

  it('joins flowing lines', async () => {
    expect(
      (
        await parse(
          'From: a@example.com\r\nContent-Type: text/plain; format=flowed\r\n\r\nOne long \r\nline.\r\n> quoted \r\n> too\r\n>\r\n-- \r\nme',
        )
      ).text.trim(),
    ).toBe('One long line.\n> quoted too\n>\n-- \nme');
  });

  it.each([
    ['whose boundary never comes', 'multipart/mixed; boundary=zzz', 'still here', 'still here'],
    ['whose boundary is not closed', 'multipart/mixed; boundary=b', '--b\r\n\r\nstill here', 'still here'],
    ['without a boundary', 'multipart/mixed', 'still here', 'still here'],
    ['of a type that is none', 'nonsense', 'still here', 'still here'],
  ])('keeps the text of a mail %s', async (_name, type, body, expected) => {
    expect((await parse(`From: a@example.com\r\nContent-Type: ${type}\r\n\r\n${body}`)).html).toContain(expected);
  });

  it('reads beyond any nesting and any header', async () => {
    const deep = Array.from(
      { length: 300 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`,
    ).join('\r\n');
    const mail = await parse(`From: a@example.com\r\nSubject: deep\r\n${deep}\r\n\r\nbottom`);
    expect([mail.from.address, mail.subject, mail.html.includes('bottom')]).toEqual(['a@example.com', 'deep', true]);
    expect((await parse(`From: a@example.com\r\nX: ${'y'.repeat(9_000_000)}\r\n\r\nbody`)).from.address).toBe(
      'a@example.com',
    );
  });

  it('makes files of pictures in the HTML itself', async () => {
    const { html, files } = await parse(
      'From: a@example.com\r\nContent-Type: text/html\r\n\r\n<p><img src="data:image/png;base64,AAEC"></p>',
    );
    expect(html).toContain('src="cid:embedded-1@handover"');
    expect(files).toEqual([
      { name: 'image-1.png', type: 'image/png', bytes: Buffer.from([0, 1, 2]), contentId: 'embedded-1@handover' },
    ]);
  });
});

describe('given parts that are files', () => {
  const parts = (...all: readonly string[]) =>
    parse(
      `From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n${all.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`,
    );
  it.each([
    [
      'winmail.dat',
      'Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+',
      'winmail.dat',
      'application/ms-tnef',
    ],
    [
      'a calendar invitation',
      'Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR',
      'invite.ics',
      'text/calendar',
    ],
    [
      'a message in the message',
      'Content-Type: message/rfc822\r\n\r\nFrom: x@example.com\r\nSubject: =?utf-8?B?7JWI64WV?=\r\n\r\ninner',
      '안녕.eml',
      'message/rfc822',
    ],
    [
      'a name in RFC 2231',
      "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*0*=UTF-8''%EC%95; filename*1*=%88%EB%85%95.pdf\r\n\r\nx",
      '안녕.pdf',
      'application/pdf',
    ],
    [
      'a name in an encoded word',
      'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="=?utf-8?B?7JWI64WVLnBkZg==?="\r\n\r\nx',
      '안녕.pdf',
      'application/pdf',
    ],
    ['text with a name', 'Content-Type: text/plain; name=notes.txt\r\n\r\nnotes', 'notes.txt', 'text/plain'],
    [
      'a type that is none',
      'Content-Type: <evil>; name=x\r\nContent-Disposition: attachment\r\n\r\nx',
      'x',
      'application/octet-stream',
    ],
  ])('keeps %s', async (_name, part, name, type) => {
    const { files, text } = await parts(part);
    expect([files.map((file) => [file.name, file.type]), text.trim()]).toEqual([[[name, type]], 'text']);
  });

  it('does not take the whole mail for its nested one', async () => {
    const { html, files } = await parts(
      'Content-Type: message/rfc822\r\n\r\nFrom: x@example.com\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\ninner\r\n--i--',
    );
    expect([html.includes('inner'), Buffer.from(files[0]!.bytes).includes('inner')]).toEqual([false, true]);
  });

  it('takes uuencoded files out and leaves the text', async () => {
    const { files, text } = await parse(
      'From: a@example.com\r\n\r\nSee this\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nbye',
    );
    expect(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([['cat.txt', 'Cat']]);
    expect(text).toContain('bye');
  });
});

describe('given the sender', () => {
  it.each([
    ['as it should be', 'From: "Doe, John" <john@example.com>', { name: 'Doe, John', address: 'john@example.com' }],
    [
      'with an encoded comma',
      'From: =?utf-8?Q?Doe=2C_John?= <john@example.com>',
      { name: 'Doe, John', address: 'john@example.com' },
    ],
    ['without brackets', 'From: John john@example.com', { name: 'John', address: 'john@example.com' }],
    ['with a bracket too many', 'From: John <<john@example.com>>', { name: 'John', address: 'john@example.com' }],
    ['with an open bracket', 'From: John <john@example.com', { name: 'John', address: 'john@example.com' }],
    [
      'the address as a comment’s neighbour',
      'From: john@example.com (John)',
      { name: 'John', address: 'john@example.com' },
    ],
    ['after an empty one', 'From: "Lamps, " <>, "LTD" <ly@example.com>', { name: 'LTD', address: 'ly@example.com' }],
    [
      'only in Sender',
      'From: undisclosed\r\nSender: john@example.com',
      { name: 'undisclosed', address: 'john@example.com' },
    ],
    ['only in Return-Path', 'Return-Path: <john@example.com>', { name: '', address: 'john@example.com' }],
    ['a name alone', 'From: The Cleaner', { name: 'The Cleaner', address: '' }],
    ['in a group', 'From: Team: a@example.com, b@example.com;', { name: '', address: 'a@example.com' }],
  ])('finds it %s', async (_name, headers, from) => {
    expect((await parse(`${headers}\r\n\r\nx`)).from).toEqual(from);
  });
});

describe('given the thread', () => {
  it('reads several In-Reply-To and References with garbage', async () => {
    const mail = await parse(
      'From: a@example.com\r\nMessage-ID:  <m@x> (added)\r\nIn-Reply-To: Your message of Monday <a@x>\r\nIn-Reply-To: <b@x>\r\nReferences: <c@\r\n x> , <d@x>garbage<e@x\r\n\r\nx',
    );
    expect([mail.messageId, mail.inReplyTo, mail.references]).toEqual(['m@x', ['a@x', 'b@x'], ['c@x', 'd@x']]);
  });
  it('reads ids without brackets', async () => {
    expect((await parse('From: a@example.com\r\nIn-Reply-To: a@x\r\n\r\nx')).inReplyTo).toEqual(['a@x']);
  });
  it('takes the first of doubled headers, and no date for a broken one', async () => {
    const mail = await parse(
      'From: a@example.com\r\nSubject: one\r\nSubject: two\r\nDate: Wed, 15 Dec 2010    59:10 -0500\r\n\r\nx',
    );
    expect([mail.subject, mail.date]).toEqual(['one', undefined]);
  });
  it('gives one mail one digest, another text another', async () => {
    const digest = async (body: string) =>
      (await parse(`From: a@example.com\r\nReceived: ${Math.random()}\r\n\r\n${body}`)).digest;
    expect(await digest('x')).toBe(await digest('x'));
    expect(await digest('x')).not.toBe(await digest('y'));
  });
});

it.each([
  ['nothing', ''],
  ['an empty line', '\r\n'],
  ['no body', 'From: a@example.com'],
  ['an mbox line', 'From someone Mon Jan  1 00:00:00 2026\r\nFrom: a@example.com\r\n\r\nx'],
  ['bytes of chance', '\x00\xff\xfe\r\n\x80\x81'],
])('reads %s without a word of complaint', async (_name, raw) => {
  expect(await parse(raw)).toHaveProperty('digest');
});

it('stays quick on mail made to be slow', async () => {
  const started = performance.now();
  await parse(
    `From: ${'<'.repeat(50_000)}a@example.com\r\nSubject: ${'=?a?q?'.repeat(50_000)}\r\nReferences: ${'<a@b> '.repeat(50_000)}\r\nContent-Type: text/html\r\n\r\n${'src="data:image/png;base64,'.repeat(20_000)}`,
  );
  await parse(
    `From: ${'('.repeat(50_000)}\r\nSubject: ${'=?utf-8?q?=?='.repeat(30_000)}\r\n\r\n${'begin 644 '.repeat(30_000)}\n${'begin 644 a\n'.repeat(20_000)}`,
  );
  await parse(
    `From: a@example.com\r\n\r\n${'http://'.repeat(50_000)} ${'a.'.repeat(50_000)}@ ${'www.'.repeat(20_000)}`,
  );
  expect(performance.now() - started).toBeLessThan(8_000);
});
