import { ANY_NAME, base64, bytes, eml, hex, mail, type MailCase, multipart, part, parts, utf8 } from './build-mail.ts';

const TEXT = part({ 'Content-Type': 'text/plain; charset=utf-8' }, 'Hello.');
const HTML = part({ 'Content-Type': 'text/html; charset=utf-8' }, '<p>Hello.</p>');
const PNG = hex('89504e470d0a1a0a0000000d49484452');
const PDF = bytes('%PDF-1.4\r\n1 0 obj\nend');
const attached = (name: string, headers: Parameters<typeof part>[0], content: string, file: NonNullable<MailCase[2]['files']>[number]): MailCase => [`a file: ${name}`, multipart('mixed', {}, TEXT, part(headers, content)), { files: [file] }];
const flowed = 'text/plain; charset=utf-8; format=flowed';

/** Bodies: parts, files, HTML, what is broken or missing among them. */
export const STRUCTURE_MAILS: readonly MailCase[] = [
  ['text and HTML of the same', multipart('alternative', {}, TEXT, HTML), { isHtml: true, htmlHolds: ['<p>Hello.</p>'] }],
  ['HTML before text', multipart('alternative', {}, HTML, TEXT), { isHtml: true }],
  ['HTML alone', mail({ 'Content-Type': 'text/html; charset=utf-8' }, '<html><head><title>x</title><style>p{color:red}</style></head><body><p>Hello.</p><script>alert(1)</script></body></html>'), { isHtml: true }],
  ['HTML that is nothing but tags, beside text', multipart('alternative', {}, TEXT, part({ 'Content-Type': 'text/html' }, '<html><body><p>&nbsp;</p></body></html>')), {}],
  ['HTML with a picture from elsewhere', mail({ 'Content-Type': 'text/html' }, '<p>Hello.</p><img src="https://customer.example/a.png" alt="logo">'), { isHtml: true, htmlHolds: ['https://customer.example/a.png'] }],
  ['HTML with a picture in itself', mail({ 'Content-Type': 'text/html' }, `<p>Hello.</p><img src="data:image/png;base64,${base64(PNG)}">`), { isHtml: true, files: [['image-1.png', 'image/png', PNG, 'embedded-1@handover']], htmlHolds: ['src="cid:embedded-1@handover"'] }],
  ['HTML inside text/plain', mail({ 'Content-Type': 'text/plain' }, '<b>Hello.</b>'), { reads: '<b>Hello.</b>' }],
  ['flowing lines', mail({ 'Content-Type': flowed }, 'A long \r\nline.\r\n\r\n> quoted \r\n> too\r\n-- \r\nAnn'), { reads: 'A long line.\n> quoted too\n--\nAnn' }],
  ['flowing lines whose blanks go, as in Japanese', mail({ 'Content-Type': `${flowed}; delsp=yes` }, utf8('注文が \r\n届きません。')), { reads: '注文が届きません。' }],
  ['a file before the text', multipart('mixed', {}, part({ 'Content-Type': 'image/png; name=a.png', 'Content-Transfer-Encoding': 'base64' }, base64(PNG)), TEXT), { files: [['a.png', 'image/png', PNG]] }],
  ['text, a file, and text again', multipart('mixed', {}, TEXT, part({ 'Content-Type': 'image/png; name=a.png', 'Content-Transfer-Encoding': 'base64' }, base64(PNG)), part({}, 'Bye.')), { reads: 'Hello.\nBye.', files: [['a.png', 'image/png', PNG]] }],
  ['multiparts in multiparts in multiparts', multipart('mixed', {}, part({ 'Content-Type': 'multipart/related; boundary=r' }, parts('r', part({ 'Content-Type': 'multipart/alternative; boundary=a' }, parts('a', TEXT, HTML))))), { isHtml: true }],
  ['a multipart that has the boundary of the one around it as its beginning', multipart('mixed', {}, part({ 'Content-Type': 'multipart/alternative; boundary="=_b2"' }, parts('=_b2', TEXT, HTML)), part({ 'Content-Type': 'image/png; name=a.png', 'Content-Transfer-Encoding': 'base64' }, base64(PNG))), { isHtml: true, files: [['a.png', 'image/png', PNG]] }],
  ['an empty part', multipart('mixed', {}, TEXT, part({ 'Content-Type': 'text/plain' })), {}],
  ['a boundary with blanks and signs', mail({ 'Content-Type': 'multipart/mixed; boundary="a b\'()+_,-./:=?"' }, parts("a b'()+_,-./:=?", TEXT)), {}],
  ['a boundary folded onto an indented line', mail({ 'Content-Type': 'multipart/mixed;\r\n\tboundary=fold' }, parts('fold', TEXT)), {}],
  ['a boundary with blanks behind it in the text', mail({ 'Content-Type': 'multipart/mixed; boundary=x' }, '--x  \r\nContent-Type: text/plain\r\n\r\nHello.\r\n--x--  \r\n'), {}],
  ['a boundary that is never closed', mail({ 'Content-Type': 'multipart/mixed; boundary=x' }, '--x\r\nContent-Type: text/plain\r\n\r\nHello.'), {}],
  ['text before the first boundary and behind the last', mail({ 'Content-Type': 'multipart/mixed; boundary=x' }, 'This is a message in MIME format.\r\n', parts('x', TEXT), 'behind\r\n'), {}],
  ['a multipart without a boundary, of plain text', mail({ 'Content-Type': 'multipart/mixed' }, 'Hello.'), {}],
  ['a multipart whose boundary never comes, of plain text', mail({ 'Content-Type': 'multipart/mixed; boundary=elsewhere' }, 'Hello.'), {}],
  ['two types, the first of which is right', mail({ 'Content-Type': ['text/plain; charset=utf-8', 'text/html'] }, 'Hello.'), {}],
  ['cut off in the middle of a file', mail({ 'Content-Type': 'multipart/mixed; boundary=x' }, bytes('--x\r\n', TEXT, '\r\n--x\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n', base64(PNG.subarray(0, 9)))), { files: [['a.png', 'image/png', PNG.subarray(0, 9)]] }],
  ['no text at all', mail({}), { reads: '' }],
  ['nothing but a picture', multipart('mixed', {}, part({ 'Content-Type': 'image/png; name=a.png', 'Content-Transfer-Encoding': 'base64' }, base64(PNG))), { reads: '', files: [['a.png', 'image/png', PNG]] }],
  ['a mail that is itself a file', mail({ 'Content-Type': 'application/pdf; name=bill.pdf', 'Content-Transfer-Encoding': 'base64', 'Content-Disposition': 'attachment' }, base64(PDF)), { reads: '', files: [['bill.pdf', 'application/pdf', PDF]] }],
  ['text that has a file’s name, and no other text', multipart('mixed', {}, part({ 'Content-Type': 'text/plain; name=body.txt' }, 'Hello.')), {}],
  ['enriched text', mail({ 'Content-Type': 'text/enriched' }, '<bold>Hello.</bold>'), { isHtml: true }],
  ['uuencode in the text', mail({}, 'Hello.\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n'), { reads: 'Hello.\nbegin 644 cat.txt\n#0V%T\n`\nend', files: [['cat.txt', 'application/octet-stream', 'Cat']] }],
  ['300 multiparts in each other', mail({}, Array.from({ length: 300 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`).join('\r\n'), '\r\n\r\nHello.'), { reads: bytes(Array.from({ length: 300 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n--b${i}`).join('\n'), '\nHello.').toString() }],

  attached('base64, byte for byte', { 'Content-Type': 'application/pdf; name="a.pdf"', 'Content-Transfer-Encoding': 'base64', 'Content-Disposition': 'attachment; filename="a.pdf"' }, base64(PDF), ['a.pdf', 'application/pdf', PDF]),
  attached('a name in RFC 2231, in pieces', { 'Content-Type': 'application/pdf', 'Content-Disposition': "attachment; filename*0*=UTF-8''%EC%98%81; filename*1*=%EC%88%98; filename*2=.pdf", 'Content-Transfer-Encoding': 'base64' }, base64(PDF), ['영수.pdf', 'application/pdf', PDF]),
  attached('a name in RFC 2231 and EUC-KR', { 'Content-Type': 'application/pdf', 'Content-Disposition': "attachment; filename*=euc-kr''%BF%B5%BC%F6%C1%F5.pdf", 'Content-Transfer-Encoding': 'base64' }, base64(PDF), ['영수증.pdf', 'application/pdf', PDF]),
  attached('a name in an encoded word', { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment; filename="=?euc-kr?B?v7W89sH1LnBkZg==?="', 'Content-Transfer-Encoding': 'base64' }, base64(PDF), ['영수증.pdf', 'application/pdf', PDF]),
  attached('two names, of which the disposition’s counts', { 'Content-Type': 'application/pdf; name="b.pdf"', 'Content-Disposition': 'attachment; filename="a.pdf"', 'Content-Transfer-Encoding': 'base64' }, base64(PDF), ['a.pdf', 'application/pdf', PDF]),
  attached('a name with semicolons and quotes', { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment; filename="a;b \\"c\\".pdf"', 'Content-Transfer-Encoding': 'base64' }, base64(PDF), ['a;b "c".pdf', 'application/pdf', PDF]),
  attached('no name', { 'Content-Type': 'image/jpeg', 'Content-Transfer-Encoding': 'base64' }, base64(PNG), ['image.jpg', 'image/jpeg', PNG]),
  attached('no type that one knows', { 'Content-Type': 'x', 'Content-Disposition': 'attachment; filename=a.bin', 'Content-Transfer-Encoding': 'base64' }, base64(PNG), ['a.bin', 'application/octet-stream', PNG]),
  attached('a page that is not the mail', { 'Content-Type': 'text/html', 'Content-Disposition': 'attachment; filename=page.html' }, '<p>page</p>', ['page.html', 'text/html', '<p>page</p>']),
  attached('a business card', { 'Content-Type': 'text/vcard; name=ann.vcf', 'Content-Transfer-Encoding': 'base64' }, base64('BEGIN:VCARD\r\nEND:VCARD\r\n'), ['ann.vcf', 'text/vcard', 'BEGIN:VCARD\r\nEND:VCARD\r\n']),
  attached('nothing in it', { 'Content-Type': 'text/plain; name=empty.txt', 'Content-Disposition': 'attachment' }, '', ['empty.txt', 'text/plain', '']),
  ['two files of one name', multipart('mixed', {}, TEXT, part({ 'Content-Type': 'image/png; name=a.png', 'Content-Transfer-Encoding': 'base64' }, base64(PNG)), part({ 'Content-Type': 'image/png; name=a.png', 'Content-Transfer-Encoding': 'base64' }, base64(PDF))), { files: [['a.png', 'image/png', PNG], ['a.png', 'image/png', PDF]] }],

  ['a file, and under the same id', multipart('mixed', { Subject: 'Scan', 'Message-ID': '<min-07@customer.example>' }, part({ 'Content-Type': 'text/plain' }, 'Scan attached.'), part({ 'Content-Type': 'text/csv; name="s.csv"', 'Content-Disposition': 'attachment; filename="s.csv"' }, 'page 1')), { subject: 'Scan', messageId: 'min-07@customer.example', reads: 'Scan attached.', files: [['s.csv', 'text/csv', 'page 1']] }],
  ['another file', multipart('mixed', { Subject: 'Scan', 'Message-ID': '<min-07@customer.example>' }, part({ 'Content-Type': 'text/plain' }, 'Scan attached.'), part({ 'Content-Type': 'text/csv; name="s.csv"', 'Content-Disposition': 'attachment; filename="s.csv"' }, 'page 2')), { subject: 'Scan', messageId: 'min-07@customer.example', reads: 'Scan attached.', files: [['s.csv', 'text/csv', 'page 2']] }],

  ['an invitation of Outlook', eml('invitation-of-outlook'), { subject: 'Visit of the technician', reads: '수리 기사 방문 일정입니다.', isHtml: true, files: [['invite.ics', 'text/calendar', eml('invitation-of-outlook').toString('latin1').split('7bit\r\n\r\n')[1]!.split('\r\n--_000')[0]!]] }],
  ['signed by S/MIME', eml('signed-smime'), { reads: 'Please confirm the order.', isHtml: true, files: [['smime.p7s', 'application/pkcs7-signature', hex('3000')]] }],
  ['signed by PGP', eml('signed-pgp'), { reads: 'Please confirm the order\nof yesterday.\n--\nAnn', files: [[ANY_NAME, 'application/pgp-signature', '-----BEGIN PGP SIGNATURE-----\r\niQ==\r\n-----END PGP SIGNATURE-----']] }],
  ['encrypted by PGP', eml('encrypted-pgp'), { subject: '...', reads: '', files: [[ANY_NAME, 'application/pgp-encrypted', 'Version: 1'], ['encrypted.asc', 'application/octet-stream', 'huhb']] }],
  ['winmail.dat', eml('winmail'), { reads: 'The note is attached.', files: [['winmail.dat', 'application/ms-tnef', Buffer.from(eml('winmail').toString('latin1').split('winmail.dat"\r\n\r\n')[1]!.split('\r\n---')[0]!, 'base64')]] }],
  ['pictures in the text by their Content-ID, and a file beside them', eml('inline-pictures'), { reads: 'It looks like this:\nThanks', isHtml: true, htmlHolds: ['src="cid:screen@customer.example"'], files: [['screen.png', 'image/png', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==', 'base64'), 'screen@customer.example'], ['bill.pdf', 'application/pdf', '%PDF-1.4']] }],
  ['a mail forwarded as a file', eml('forwarded-as-attachment'), { subject: 'Fwd: Your order', reads: 'Is this mail from you?', files: [['Your order.eml', 'message/rfc822', eml('forwarded-as-attachment').toString('latin1').split('Your order.eml"\r\n\r\n')[1]!.split('\r\n--fwd--')[0]!]] }],
  ['an answer of Gmail', eml('reply-of-gmail'), { subject: 'Re: A question [#1]', inReplyTo: ['0100-1@eu-west-1.amazonses.com'], references: ['q@customer.example', '0100-1@eu-west-1.amazonses.com'], isHtml: true, reads: 'Thanks, it works.\nOn Sat, Nov 28, 2026 at 9:00\u202fAM Support <support@desk.example.com> wrote:\n> Please start it again.' }],
];
