import { simpleParser } from 'mailparser';
import { composeAnswer } from '../../../../shared/application/mail/compose-answer.ts';
import { nodemailerComposer } from '../../../../shared/adapters/mail/compose-mail.ts';
import { postalMailParser } from '../../../../shared/adapters/mail/parse-mail.ts';
import type { AnswerMail } from '../../../../shared/domain/mail/answer-mail.ts';
import { RED_PIXEL_PNG } from '../../../support/customer-mail.ts';
import { aMailDesk, testReplyReference } from '../../../support/mail-desk.ts';
import { aMail, anEntry, aTicket } from '../../../support/tickets.ts';

const anAnswer = (over: Partial<AnswerMail> = {}): AnswerMail => ({
  from: { name: '고객센터, 서울', address: 'support@example.com' },
  to: { name: '김 고객', address: 'customer@example.com' },
  replyTo: 'support+1024-abcdefghijklmnop@example.com',
  subject: 'Re: 결제가 되지 않고 화면이 멈춥니다. 어떻게 해야 하나요? 빠른 확인 부탁드립니다 [#1024]',
  references: [],
  html: '<p>안녕하세요 😀</p>',
  text: '안녕하세요 😀',
  files: [],
  marker: 'support/1024/mail_1',
  ...over,
});
const read = async (answer: AnswerMail) => {
  const raw = Buffer.from(await nodemailerComposer.compose(answer));
  return { raw: raw.toString('latin1'), mail: await simpleParser(raw) };
};

describe('given a composed answer, another reader finds', () => {
  it('Korean subject, names and both forms of the text, in ASCII lines of at most 998 characters', async () => {
    const { raw, mail } = await read(anAnswer({ html: `<p>${'긴 글 '.repeat(2000)}</p>` }));
    expect(mail.subject).toBe(anAnswer().subject);
    expect(mail.from!.value).toEqual([{ name: '고객센터, 서울', address: 'support@example.com' }]);
    expect(mail.to).toMatchObject({ value: [{ name: '김 고객', address: 'customer@example.com' }] });
    expect(mail.replyTo!.value[0]!.address).toBe('support+1024-abcdefghijklmnop@example.com');
    expect([mail.text!.trim(), mail.html]).toEqual(['안녕하세요 😀', `<p>${'긴 글 '.repeat(2000)}</p>`]);
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(raw.split('\r\n').every((line) => line.length <= 998 && /^[\x20-\x7e\t]*$/.test(line))).toBe(true);
  });

  it('the thread, the marker, and nothing that calls it automatic', async () => {
    const { mail } = await read(anAnswer({ inReplyTo: 'b@x', references: ['a@x', 'b@x'] }));
    expect([mail.inReplyTo, mail.references]).toEqual(['<b@x>', ['<a@x>', '<b@x>']]);
    expect(mail.headers.get('x-handover-ticket')).toBe('support/1024/mail_1');
    expect(['auto-submitted', 'precedence', 'bcc'].filter((name) => mail.headers.has(name))).toEqual([]);
  });

  it('a pasted picture as an inline part, once however often it is shown', async () => {
    const src = `data:image/png;base64,${RED_PIXEL_PNG.toString('base64')}`;
    const { raw, mail } = await read(anAnswer({ html: `<p><img src="${src}" alt="x"><img src="${src}"></p>` }));
    expect(raw).not.toContain('data:image');
    expect(mail.attachments).toEqual([
      expect.objectContaining({
        contentType: 'image/png',
        related: true,
        cid: 'image-1@handover',
        content: RED_PIXEL_PNG,
      }),
    ]);
    const ours = await postalMailParser.parse(Buffer.from(raw, 'latin1'));
    expect(ours.html.match(/src="cid:image-1@handover"/g)).toHaveLength(2);
  });

  it('files under their own names', async () => {
    const { mail } = await read(
      anAnswer({ files: [{ name: '견적서 (최종).pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') }] }),
    );
    expect(mail.attachments).toEqual([
      expect.objectContaining({
        filename: '견적서 (최종).pdf',
        contentType: 'application/pdf',
        contentDisposition: 'attachment',
      }),
    ]);
  });

  it('no header that a name or subject smuggled in', async () => {
    const { mail } = await read(
      anAnswer({
        subject: 'x\r\nBcc: spy@example.com',
        from: { name: 'a"\r\nBcc: spy@example.com', address: 'support@example.com' },
        references: ['a>\r\nBcc: spy@example.com'],
      }),
    );
    expect([mail.bcc, mail.headers.has('bcc')]).toEqual([undefined, false]);
  });
});

describe('composeAnswer', () => {
  const desk = async () => {
    const made = await aMailDesk();
    made.state.tickets.set('support#1024', aTicket());
    const reply = (id: string, mailId: string) =>
      anEntry({ id, kind: 'agent_reply', author: { kind: 'agent', agentId: 'agent_1' }, mailId });
    made.state.entries.set('support#1024', [
      anEntry({ id: 'ent_01', messageId: 'm1@x' }),
      reply('ent_02', 'mail_0'),
      anEntry({ id: 'ent_03', kind: 'comment' }),
      anEntry({ id: 'ent_04', messageId: 'm2@x' }),
      { ...reply('ent_05', 'mail_1'), html: '<p>Use <b>water</b> &amp; patience</p>', text: 'Use water & patience' },
      anEntry({ id: 'ent_06', messageId: 'm3@x' }),
    ]);
    made.state.mails.set('mail_0', aMail({ id: 'mail_0', entryId: 'ent_02', status: 'sent', sesMessageId: '0100-0' }));
    return made;
  };

  it('answers the customer’s last mail before it and refers to the whole thread, ours as SES named them', async () => {
    const answer = await composeAnswer(await desk())(aMail({ entryId: 'ent_05' }), aTicket());
    expect([answer.inReplyTo, answer.references]).toEqual(['m2@x', ['m1@x', '0100-0@eu-west-1.amazonses.com', 'm2@x']]);
    expect(answer.replyTo).toBe(`support+1024-${await testReplyReference.sign('support', 1024)}@example.com`);
  });

  it('refers to the first and the newest 19 of a long thread', async () => {
    const made = await desk();
    made.state.entries.set('support#1024', [
      ...Array.from({ length: 100 }, (_, i) => anEntry({ id: `ent_${1000 + i}`, messageId: `m${i}@x` })),
      anEntry({ id: 'ent_2000', kind: 'agent_reply' }),
    ]);
    const { references } = await composeAnswer(made)(aMail({ entryId: 'ent_2000' }), aTicket());
    expect(references).toEqual(['m0@x', ...Array.from({ length: 19 }, (_, i) => `m${81 + i}@x`)]);
  });

  it.each([
    ['ko', '문의 #1024'],
    ['en', 'Inquiry #1024'],
    ['ja', 'お問い合わせ #1024'],
    ['zh', '咨询 #1024'],
    ['xx', 'Inquiry #1024'],
  ])('lays it out in the ticket’s language: %s', async (language, words) => {
    const answer = await composeAnswer(await desk())(aMail({ entryId: 'ent_05', language }), aTicket());
    expect(answer.html).toContain('<p>Use <b>water</b> &amp; patience</p>');
    expect(answer.html).toContain(words);
    expect(answer.text).toMatch(/^Use water & patience\n\n--\nSupport · /);
    expect(answer.text).toContain(words);
  });

  it('sends a long answer whole', async () => {
    const made = await desk();
    made.state.entries.set('support#1024', [
      anEntry({
        id: 'ent_05',
        kind: 'agent_reply',
        html: '<p>begin',
        text: 'begin',
        wholeKey: 'support/1024/ent_05/whole.html',
      }),
    ]);
    await made.attachments.put('support/1024/ent_05/whole.html', Buffer.from('<p>begin and end</p>'), 'text/html');
    const answer = await composeAnswer(made)(aMail({ entryId: 'ent_05' }), aTicket());
    expect([answer.html.includes('<p>begin and end</p>'), answer.text.startsWith('begin\n[…]')]).toEqual([true, true]);
  });
});
