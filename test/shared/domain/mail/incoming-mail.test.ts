import { fits, fitUtf8, INLINE_LIMIT } from '../../../../shared/domain/mail/fit-body.ts';
import { safeFileName } from '../../../../shared/domain/mail/file-name.ts';
import { guessLanguage } from '../../../../shared/domain/mail/guess-language.ts';
import { incomingTitle } from '../../../../shared/domain/mail/incoming-title.ts';
import { authorOf, customerOf } from '../../../../shared/domain/mail/mail-author.ts';
import { normalizeMessageId, sesMessageIdHeader } from '../../../../shared/domain/mail/message-id.ts';

describe('guessLanguage', () => {
  it.each([
    ['결제가 되지 않습니다', 'en', 'ko'], ['I like 김치 very much, it is the best of all the food here', 'ko', 'en'], ['解除してください', 'en', 'ja'], ['请问什么时候发货', 'en', 'zh'], ['請問何時出貨', 'en', 'zh'],
    ['Hello, my printer burns', 'ko', 'en'], ['12345', 'ko', 'ko'], ['', 'ja', 'ja'], ['OK', 'ko', 'ko'], ['https://example.com/a/b 안녕', 'en', 'ko'], ['Samsung Galaxy 화면이 깨졌습니다. 漢字', 'en', 'ko'],
  ] as const)('%j (of a service in %s) is %s', (text, fallback, language) => {
    expect(guessLanguage(text, fallback)).toBe(language);
  });
});

describe('incomingTitle', () => {
  it.each([['  a \t b\u0000c\r\nd ', 'a b c d'], ['x\u202egnp.exe', 'x gnp.exe'], ['a'.repeat(300), 'a'.repeat(255)], ['', '(no subject)'], ['\ud83d', '\ufffd']])('%j becomes %j', (subject, title) => {
    expect(incomingTitle(subject, 'en')).toBe(title);
  });
});

describe('safeFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'], ['C:\\Users\\me\\a.txt', 'a.txt'], ['견적서 (최종).pdf', '견적서_(최종).pdf'], ['a?b*c<d>.png', 'a_b_c_d_.png'], ['..', 'file'], ['', 'file'], [`${'x'.repeat(300)}.docx`, `${'x'.repeat(115)}.docx`], ['a\u0000\r\nb.txt', 'a_b.txt'], ['.htaccess', 'htaccess'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });
});

describe('fitUtf8', () => {
  it.each([['abc', 2, 'ab'], ['안녕', 5, '안'], ['안녕', 6, '안녕'], ['a😀b', 4, 'a'], ['a😀b', 5, 'a😀'], ['', 0, '']])('%j in %i bytes is %j', (text, limit, cut) => {
    expect(fitUtf8(text, limit)).toBe(cut);
  });
  it.each([['a'.repeat(INLINE_LIMIT), true], ['a'.repeat(INLINE_LIMIT + 1), false], ['가'.repeat(INLINE_LIMIT / 3), true], ['가'.repeat(INLINE_LIMIT / 3 + 1), false]])('knows what fits a row', (text, fit) => {
    expect(fits(text)).toBe(fit);
  });
});

describe('customerOf', () => {
  const from = { name: 'Kim', address: 'Kim@Example.com' };
  const isOurs = (address: string) => address.startsWith('support');
  it.each([
    ['From alone', { from, replyTo: [] }, { name: 'Kim', email: 'kim@example.com' }],
    ['Reply-To', { from, replyTo: [{ name: 'Office', address: 'office@example.com' }] }, { name: 'Office', email: 'office@example.com' }],
    ['Reply-To without a name', { from, replyTo: [{ name: '', address: 'office@example.com' }] }, { name: 'Kim', email: 'office@example.com' }],
    ['Reply-To that is ours', { from, replyTo: [{ name: '', address: 'support@example.com' }] }, { name: 'Kim', email: 'kim@example.com' }],
    ['a name without address', { from: { name: 'The Cleaner', address: '' }, replyTo: [] }, { name: 'The Cleaner' }],
    ['a name that is the address', { from: { name: 'a@example.com', address: 'a@example.com' }, replyTo: [] }, { email: 'a@example.com' }],
    ['an address that is none', { from: { name: 'x', address: 'x y@z' }, replyTo: [] }, { name: 'x' }],
  ])('of %s', (_name, mail, customer) => {
    expect(customerOf(mail, isOurs)).toEqual(customer);
  });
  it('keeps the author apart', () => {
    expect(authorOf({ from })).toEqual({ name: 'Kim', email: 'kim@example.com' });
  });
});

describe('Message-IDs', () => {
  it.each([['<a@x>', 'a@x'], [' a@x ', 'a@x'], ['<0100-1@email.amazonses.com>', '0100-1'], ['0100-1@ap-northeast-2.amazonses.com', '0100-1'], ['a@notamazonses.com', 'a@notamazonses.com']])('%s is looked up as %s', (written, normalized) => {
    expect(normalizeMessageId(written)).toBe(normalized);
  });
  it.each([['us-east-1', '0100-1@email.amazonses.com'], ['ap-northeast-2', '0100-1@ap-northeast-2.amazonses.com']])('stand in References as SES writes them in %s', (region, id) => {
    expect(sesMessageIdHeader('0100-1', region)).toBe(id);
    expect(normalizeMessageId(id)).toBe('0100-1');
  });
});
