import { SESClient, UpdateAccountSendingEnabledCommand } from '@aws-sdk/client-ses';
import { type ParsedMail, simpleParser } from 'mailparser';
import { sanitizedRichText } from '../../../shared/adapters/mail/sanitized-rich-text.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { aService, anAgent } from '../../support/tickets.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';

let desk: HttpDesk;
let stage: Awaited<ReturnType<typeof hostedStage>>;
beforeAll(async () => {
  stage = await hostedStage();
});
beforeEach(async () => {
  desk = await httpDesk({ richText: sanitizedRichText });
  await desk.directory.putAgent(anAgent({ agentId: 'boss', role: 'administrator', email: 'boss@example.com' }));
  await desk.directory.putAgent(anAgent({ agentId: 'second', role: 'administrator', email: 'second@example.com' }));
});

const TEMPLATE = '<p>Dear #{customer.name}, your number is #{ticket.number}. #{customer.phone}</p>';
const LAYOUT = '<p>#{customer.name}</p><p>#{content}</p><p>#{agent.name}</p>';
const KIND = { kind: 'pending', language: 'en' };

const fill = (body: object = {}, as = 'boss') =>
  desk.call('previewTemplate', { as, body: { html: TEMPLATE, language: 'en', ...body } });
const layOut = (body: object = {}, as = 'boss') =>
  desk.call('previewMailLayout', { as, params: KIND, body: { html: LAYOUT, ...body } });
const testTemplate = (body: object = {}, as = 'boss') =>
  desk.call('testTemplate', { as, body: { html: TEMPLATE, language: 'en', ...body } });
const testLayout = (body: object = {}, as = 'boss') =>
  desk.call('testMailLayout', { as, params: KIND, body: { html: LAYOUT, ...body } });
const mails = async (): Promise<readonly ParsedMail[]> =>
  Promise.all(stage.mails.list({}).map(({ id }) => simpleParser(stage.mails.raw(id)!)));

describe('a text that is not saved', () => {
  it('is filled with the newest ticket’s values, or those of the one that was asked for, and counts as no use', async () => {
    const first = await desk.create({ title: 'First', customer: { name: '<Mina>', email: 'mina@example.com' } });
    const second = await desk.create({ title: 'Second', customer: { name: 'Sora', email: 'sora@example.com' } });
    expect(await fill()).toMatchObject({
      status: 200,
      body: {
        ticket: { number: second, title: 'Second' },
        html: `<p>Dear Sora, your number is #${second}. <mark>#{customer.phone}</mark></p>`,
        empty: ['customer.phone'],
      },
    });
    expect(await fill({ number: first })).toMatchObject({
      body: {
        ticket: { number: first, title: 'First' },
        html: `<p>Dear &lt;Mina&gt;, your number is #${first}. <mark>#{customer.phone}</mark></p>`,
      },
    });
    expect(await fill({ number: 999 })).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
    expect((await desk.call('listTemplates', { as: 'boss' })).body).toEqual({ templates: [] });
  });

  it('is filled with examples where the service has no ticket', async () => {
    expect(await fill()).toMatchObject({
      status: 200,
      body: {
        ticket: null,
        html: '<p>Dear Mina Kim, your number is #1024. +821012345678</p>',
        empty: [],
      },
    });
    expect(await layOut({ subject: 'About #{ticket.title}' })).toMatchObject({
      status: 200,
      body: { ticket: null, subject: 'About Printer on fire' },
    });
  });

  it.each<[string, object, object]>([
    [
      'an unknown variable',
      { html: '<p>#{customer.nam}</p>' },
      { pointer: '#/html', detail: expect.stringContaining('(at 3)') },
    ],
    ['nothing to read', { html: '<script>1</script>' }, { pointer: '#/html' }],
  ])('is refused as saving it would be, with %s', async (_, body, error) => {
    expect(await fill(body)).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: [error] } });
    expect(await testTemplate(body)).toMatchObject({ status: 400, body: { errors: [error] } });
    const save = { shared: true, name: 'T', searchCode: 't', language: 'en', ...body };
    expect(await desk.call('createTemplate', { as: 'boss', body: save })).toMatchObject({
      status: 400,
      body: { errors: [error] },
    });
  });
});

describe('a layout that is not saved', () => {
  it('is laid out around a sample answer, though another one is stored', async () => {
    const number = await desk.create({ customer: { name: 'Sora', email: 'sora@example.com' } });
    await desk.call('saveMailLayout', { as: 'boss', params: KIND, body: { html: '<p>Stored</p><p>#{content}</p>' } });
    const { status, body } = await layOut();
    expect(status).toBe(200);
    expect(body).toMatchObject({ ticket: { number }, subject: `Re: Printer on fire [#${number}]`, empty: [] });
    expect(body['html']).toContain('<p>Sora</p>');
    expect(body['html']).toContain('thank you for your inquiry');
    expect(body['html']).not.toContain('Stored');
    expect(body['html']).not.toContain('#{');
    expect(body['text']).toMatch(/^Sora\n+Hello, and thank you/);
    const named = await layOut({
      subject: '[#{service.name}] #{customer.phone}#{ticket.number}',
      html: `${LAYOUT}#{customer.phone}`,
    });
    expect(named.body).toMatchObject({ subject: `[Support] #${number}`, empty: ['customer.phone'] });
  });

  it.each<[string, object, object]>([
    [
      'no place for the answer',
      { html: '<p>Bye</p>' },
      { pointer: '#/html', detail: expect.stringContaining('0 times') },
    ],
    ['two of them', { html: `${LAYOUT}#{content}` }, { pointer: '#/html', detail: expect.stringContaining('2 times') }],
    ['an unknown variable in its subject', { subject: '#{title}' }, { pointer: '#/subject' }],
  ])('is refused as saving it would be, with %s', async (_, body, error) => {
    for (const asked of [
      await layOut(body),
      await testLayout(body),
      await desk.call('saveMailLayout', { as: 'boss', params: KIND, body: { html: LAYOUT, ...body } }),
    ])
      expect(asked).toMatchObject({ status: 400, body: { errors: [error] } });
  });
});

describe('a test mail', () => {
  it('comes to whoever asks for it, as a customer would get it, and no ticket learns of it', async () => {
    const number = await desk.create({ customer: { name: 'Sora', email: 'sora@example.com' } });
    const rows = JSON.stringify([...desk.memory.entries.values()]);
    const answer = await testLayout({ subject: 'To #{customer.name}' });
    expect(answer).toMatchObject({
      status: 200,
      body: { address: 'boss@example.com', subject: 'To Sora', ticket: { number } },
    });
    expect(await testTemplate()).toMatchObject({
      status: 200,
      body: { address: 'boss@example.com', empty: ['customer.phone'] },
    });
    const [layout, template, ...others] = (await mails()).toSorted((a) => (a.subject === 'To Sora' ? -1 : 1));
    expect(others).toEqual([]);
    for (const mail of [layout!, template!]) {
      expect(mail.from?.value).toEqual([{ name: 'Example Support', address: 'support@example.com' }]);
      expect([mail.to].flat()[0]?.value[0]?.address).toBe('boss@example.com');
      // An answer to it comes to its reader, and the desk ignores what brings this header back.
      expect(mail.replyTo?.value[0]?.address).toBe('boss@example.com');
      expect(mail.headers.get('x-handover-ticket')).toBe('test');
    }
    expect(layout!.html).toContain('thank you for your inquiry');
    expect(template!.subject).toBe(`Re: Printer on fire [#${number}]`);
    expect(template!.html).toContain(`<p>Dear Sora, your number is #${number}. </p>`);
    expect(template!.html).toContain('Reply to this mail to continue');
    expect(JSON.stringify([...desk.memory.entries.values()])).toBe(rows);
    expect([...desk.memory.mails.values()]).toEqual([]);
  });

  it('leaves ten times in ten minutes, and for another administrator still', async () => {
    for (let sent = 0; sent < 10; sent += 1) expect((await testTemplate()).status).toBe(200);
    const refused = await testTemplate();
    expect(refused).toMatchObject({ status: 429, body: { code: 'test_mail_limit', limit: 10 } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(600);
    expect((await testLayout()).status).toBe(429);
    expect(await mails()).toHaveLength(10);
    expect((await fill()).status).toBe(200);
    expect(await testLayout({}, 'second')).toMatchObject({ status: 200, body: { address: 'second@example.com' } });
  });

  it('is refused while the sender is not verified, and says why SES did not take it', async () => {
    desk = await httpDesk({
      richText: sanitizedRichText,
      post: {
        compose: async () => new Uint8Array(),
        send: async () => ({ kind: 'refused', reason: 'MessageRejected' }),
      },
    });
    expect(await testTemplate()).toMatchObject({
      status: 409,
      body: { code: 'test_mail_not_sent', because: 'refused', told: 'MessageRejected' },
    });
    desk = await httpDesk({ richText: sanitizedRichText });
    await desk.directory.putService(aService({ addresses: ['sales@elsewhere.example'] }));
    expect(await testTemplate()).toMatchObject({
      status: 409,
      body: { code: 'sender_not_verified', addresses: ['sales@elsewhere.example'] },
    });
    expect(await mails()).toEqual([]);
  });

  it('waits for nothing while sending is paused', async () => {
    const ses = new SESClient(stage.operator);
    await ses.send(new UpdateAccountSendingEnabledCommand({ Enabled: false }));
    expect(await testLayout()).toMatchObject({
      status: 409,
      body: { code: 'test_mail_not_sent', because: 'sending_paused' },
    });
    await ses.send(new UpdateAccountSendingEnabledCommand({ Enabled: true }));
    ses.destroy();
    expect((await testLayout()).status).toBe(200);
  });
});

it.each<[string, string, number]>([
  ['an agent', 'first', 403],
  ['somebody of another service', 'stranger', 404],
])('all of it is refused to %s', async (_, as, status) => {
  const answers = [await fill({}, as), await layOut({}, as), await testTemplate({}, as), await testLayout({}, as)];
  expect(answers.map((answer) => answer.status)).toEqual([status, status, status, status]);
  expect(await mails()).toEqual([]);
});
