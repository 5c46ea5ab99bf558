import { httpDesk } from '../../support/http-desk.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';

const params = (kind = 'resolved', language = 'ko') => ({ kind, language });
const HTML = '<p>#{customer.name}님,</p><p>#{content}</p><p>#{agent.name} 드림</p>';
const version = (tag: number) => ({ 'if-match': `"${tag}"` });

const aDesk = async () => {
  const desk = await httpDesk();
  return {
    ...desk,
    save: (body: object = {}, as = 'boss', headers = {}) =>
      desk.call('saveMailLayout', { as, params: params(), body: { html: HTML, ...body }, headers }),
    shown: async (kind = 'resolved', language = 'ko') =>
      ((await desk.call('listMailLayouts', { as: 'boss' })).body['layouts'] as readonly Record<string, unknown>[]).find(
        (layout) => layout['kind'] === kind && layout['language'] === language,
      ),
  };
};

describe('mail layouts', () => {
  it('are the built-in ones of each kind and language until somebody writes another', async () => {
    const desk = await aDesk();
    const { layouts } = (await desk.call('listMailLayouts', { as: 'boss' })).body as {
      layouts: readonly Record<string, unknown>[];
    };
    expect(layouts.map(({ kind, language }) => `${String(kind)}/${String(language)}`)).toEqual(
      ['resolved', 'pending', 'manual'].flatMap((kind) =>
        ['ko', 'en', 'ja', 'zh'].map((language) => `${kind}/${language}`),
      ),
    );
    expect(
      layouts.every(
        ({ builtIn, subject, html }) => builtIn === true && subject === null && String(html).includes('#{content}'),
      ),
    ).toBe(true);
  });

  it('are written, changed and taken back by administrators, who are told of', async () => {
    const desk = await aDesk();
    expect(await desk.save({ subject: '[#{service.name}] #{ticket.title} #{ticket.number}' })).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: {
        kind: 'resolved',
        language: 'ko',
        version: 1,
        builtIn: false,
        subject: '[#{service.name}] #{ticket.title} #{ticket.number}',
        html: '<p>#{customer.name}님,</p><div>#{content}</div><p>#{agent.name} 드림</p>',
        editedBy: 'boss',
      },
    });
    // The built-in one is gone for whoever still sees it.
    expect(await desk.save({}, 'boss', version(0))).toMatchObject({ status: 412, body: { actualVersion: 1 } });
    expect(await desk.shown('pending')).toMatchObject({ builtIn: true });
    expect(await desk.save({ html: '<div>#{content}</div>' }, 'boss', version(1))).toMatchObject({
      status: 200,
      body: { version: 2, subject: null },
    });
    expect(await desk.save({}, 'boss', version(1))).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
    });
    expect(await desk.call('resetMailLayout', { as: 'boss', params: params(), headers: version(1) })).toMatchObject({
      status: 412,
    });
    expect(await desk.shown()).toMatchObject({ version: 2, html: '<div>#{content}</div>' });
    expect(await desk.call('resetMailLayout', { as: 'boss', params: params() })).toMatchObject({
      status: 200,
      body: { version: 0, builtIn: true },
    });
    expect(await desk.call('resetMailLayout', { as: 'boss', params: params() })).toMatchObject({
      status: 200,
      body: { version: 0 },
    });
    expect(await desk.shown()).toMatchObject({ builtIn: true });
    expect(desk.layouts).toMatchObject({
      facts: [
        {
          type: 'settings_changed',
          action: 'created',
          subject: { kind: 'mail_layout', id: 'resolved/ko' },
          changed: ['html', 'subject'],
          actor: { kind: 'agent', id: 'boss' },
        },
        { action: 'changed', changed: ['html', 'subject'] },
        { action: 'removed' },
      ],
    });
  });

  it.each<[string, object, object]>([
    [
      'no place for the answer',
      { html: '<p>Bye</p>' },
      { code: 'validation_failed', errors: [{ pointer: '#/html', detail: expect.stringContaining('0 times') }] },
    ],
    [
      'two places for it',
      { html: '<p>#{content}</p><p>#{content}</p>' },
      { errors: [{ pointer: '#/html', detail: expect.stringContaining('2 times') }] },
    ],
    [
      'a place that is taken away as not safe',
      { html: '<script>#{content}</script><p>Bye</p>' },
      { errors: [{ pointer: '#/html' }] },
    ],
    [
      'an unknown variable',
      { html: '<div>#{content}</div>#{customer.nam}' },
      { errors: [{ pointer: '#/html', detail: 'There is no variable #{customer.nam} (at 21)' }] },
    ],
    [
      'an unknown variable in the subject',
      { subject: 'Re: #{title}' },
      { errors: [{ pointer: '#/subject', detail: 'There is no variable #{title} (at 4)' }] },
    ],
    ['a subject of two lines', { subject: 'Re:\nBcc: x' }, { errors: [{ pointer: '#/subject' }] }],
    ['an empty subject', { subject: '  ' }, { errors: [{ pointer: '#/subject' }] }],
  ])('are refused with %s', async (_, body, problem) => {
    const desk = await aDesk();
    expect(await desk.save(body)).toMatchObject({ status: 400, body: problem });
    expect(await desk.shown()).toMatchObject({ builtIn: true });
  });

  it('lose none of many changes at once', async () => {
    const desk = await aDesk();
    const answers = await Promise.all(Array.from({ length: 5 }, (_, i) => desk.save({ subject: `No ${i}` })));
    expect(answers.map(({ body }) => body['version']).toSorted()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('addresses that mail leaves from', () => {
  const addresses = async (desk: Awaited<ReturnType<typeof aDesk>>, query?: Record<string, string>) =>
    (await desk.call('listMailAddresses', { as: 'boss', ...(query && { query }) })).body['addresses'];

  it('are shown with what SES says of them', async () => {
    const desk = await aDesk();
    expect(await addresses(desk)).toEqual([
      { address: 'support@example.com', state: 'verified', used: true },
      { address: 'help@example.com', state: 'verified', used: true },
    ]);
    expect(await addresses(desk, { also: 'Sales@Elsewhere.example' })).toContainEqual({
      address: 'sales@elsewhere.example',
      state: 'unknown',
      used: false,
    });
  });

  it('are verified by a mail to them, and one that is already is left alone', async () => {
    const desk = await aDesk();
    const verify = (address: string) => desk.call('verifyMailAddress', { as: 'boss', body: { address } });
    expect(await verify('Sales@elsewhere.example')).toMatchObject({
      status: 200,
      body: { address: 'sales@elsewhere.example', state: 'pending', used: false },
    });
    desk.senders.confirm('sales@elsewhere.example');
    expect(await verify('sales@elsewhere.example')).toMatchObject({ body: { state: 'verified' } });
    expect(await verify('help@example.com')).toMatchObject({ body: { state: 'verified', used: true } });
    expect(await verify('no address')).toMatchObject({ status: 400 });
  });
});

describe('domains that mail leaves from', () => {
  type Domain = Record<string, unknown> & { readonly records: readonly Record<string, unknown>[] };
  const domains = async (desk: Awaited<ReturnType<typeof aDesk>>, also?: string) =>
    (await desk.call('listSenderDomains', { as: 'boss', ...(also !== undefined && { query: { also } }) })).body[
      'domains'
    ] as readonly Domain[];

  it('have records to set once they were asked to be verified, and SES is asked for what it then gives', async () => {
    const desk = await aDesk();
    const verify = (domain: string, as = 'boss') => desk.call('verifySenderDomain', { as, body: { domain } });
    expect((await domains(desk)).map(({ domain }) => domain)).toEqual(['example.com']);
    expect((await domains(desk, 'Elsewhere.example'))[1]).toEqual({
      domain: 'elsewhere.example',
      ours: false,
      state: 'unknown',
      signing: 'unknown',
      verifiedBy: null,
      receivedBy: expect.any(String),
      records: [],
    });
    const asked = await verify('Elsewhere.example');
    expect(asked).toMatchObject({ status: 200, body: { state: 'pending', signing: 'pending' } });
    const { records } = asked.body as unknown as Domain;
    expect(records.map(({ purpose, type, needed }) => [purpose, type, needed])).toEqual([
      ['dkim', 'CNAME', true],
      ['dkim', 'CNAME', true],
      ['dkim', 'CNAME', true],
      ['verification', 'TXT', false],
      ['spf', 'TXT', false],
      ['dmarc', 'TXT', false],
    ]);
    const [token] = String(records[0]!['value']).split('.');
    expect(records[0]).toMatchObject({
      name: `${token}._domainkey.elsewhere.example`,
      value: `${token}.dkim.amazonses.com`,
    });
    expect(records[3]).toMatchObject({ name: '_amazonses.elsewhere.example', value: expect.any(String) });
    // Asked again while it waits: the same records.
    expect((await verify('elsewhere.example')).body).toEqual(asked.body);

    desk.senders.confirm('elsewhere.example');
    expect((await domains(desk, 'elsewhere.example'))[1]).toMatchObject({ state: 'verified', records });
    // Every address of it can be used, and every domain below it.
    expect((await domains(desk, 'eu.elsewhere.example'))[1]).toMatchObject({
      state: 'verified',
      verifiedBy: 'elsewhere.example',
      records: [],
    });
    expect(
      await desk.call('editService', { as: 'boss', body: { addresses: ['sales@elsewhere.example'] } }),
    ).toMatchObject({ status: 200 });
    expect((await domains(desk)).map(({ domain }) => domain)).toEqual(['elsewhere.example']);
  });

  it('are left alone where the stage’s own domain or an operator’s is meant', async () => {
    const desk = await aDesk();
    const stage = await hostedStage();
    const { MAIL_DOMAIN = '' } = stage.functions.get('administration')!.environment;
    const verify = (domain: string) => desk.call('verifySenderDomain', { as: 'boss', body: { domain } });
    expect(await verify(MAIL_DOMAIN)).toMatchObject({
      status: 200,
      body: {
        ours: true,
        state: 'verified',
        receivedBy: null,
        records: [
          { purpose: 'inbound', type: 'MX', value: expect.stringMatching(/^10 inbound-smtp\..+\.amazonaws\.com$/) },
        ],
      },
    });
    expect(await verify(`eu.${MAIL_DOMAIN}`)).toMatchObject({
      body: { ours: true, verifiedBy: MAIL_DOMAIN, records: [] },
    });
    // Verified by somebody else before.
    expect(await verify('example.com')).toMatchObject({ body: { ours: false, state: 'verified' } });
    expect(await verify('no domain')).toMatchObject({ status: 400 });
    expect(await verify('localhost')).toMatchObject({ status: 400 });
  });
});

it('becomes none of a service’s before it is verified; one that it has is not asked for again', async () => {
  const desk = await aDesk();
  const edit = (addresses: readonly string[], as = 'boss') => desk.call('editService', { as, body: { addresses } });
  expect(await edit(['support@example.com', 'sales@elsewhere.example'])).toMatchObject({
    status: 409,
    body: { code: 'sender_not_verified', addresses: ['sales@elsewhere.example'] },
  });
  expect((await desk.directory.findService('support'))?.addresses).toEqual(['support@example.com', 'help@example.com']);
  desk.senders.confirm('sales@elsewhere.example');
  expect((await edit(['sales@elsewhere.example', 'support@example.com'])).status).toBe(200);
  expect((await desk.directory.findService('support'))?.addresses).toEqual([
    'sales@elsewhere.example',
    'support@example.com',
  ]);
  const made = (addresses: readonly string[]) =>
    desk.call('createService', { as: 'boss', body: { serviceId: 'third', name: 'Third', addresses } });
  expect(await made(['third@elsewhere.example'])).toMatchObject({ status: 409, body: { code: 'sender_not_verified' } });
});

it.each<[string, string, number]>([
  ['an agent', 'first', 403],
  ['somebody of another service', 'stranger', 404],
])('all of it is refused to %s', async (_, as, status) => {
  const desk = await aDesk();
  const answers = [
    await desk.save({}, as),
    await desk.call('listMailLayouts', { as }),
    await desk.call('resetMailLayout', { as, params: params() }),
    await desk.call('listMailAddresses', { as }),
    await desk.call('verifyMailAddress', { as, body: { address: 'sales@elsewhere.example' } }),
    await desk.call('listSenderDomains', { as }),
    await desk.call('verifySenderDomain', { as, body: { domain: 'elsewhere.example' } }),
  ];
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
  expect(await desk.senders.states(['sales@elsewhere.example'])).toEqual(
    new Map([['sales@elsewhere.example', 'unknown']]),
  );
});
