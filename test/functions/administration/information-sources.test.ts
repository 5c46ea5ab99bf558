import { keyContext, SOURCES_LIMIT } from '../../../shared/domain/customer-information/information-source.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import type { Field } from '../../../shared/domain/desk/field.ts';
import { httpDesk, type Request } from '../../support/http-desk.ts';

const KEY = '431402c0eaaf46d889f243db9e7492e2';
const SETTINGS = {
  name: 'Shop',
  baseUrl: 'https://api.example.com/customers',
  request: [
    { variable: 'email', from: { kind: 'customer', property: 'email' } },
    { variable: 'member', from: { kind: 'typed', label: 'Member no.', required: false } },
  ],
  results: [{ label: 'Grade', key: 'grade' }],
};

const aDesk = async () => {
  const desk = await httpDesk();
  const as = 'boss';
  return {
    ...desk,
    create: (body: object = {}, request: Request = {}) =>
      desk.call('createInformationSource', { as, ...request, body: { ...SETTINGS, ...body } }),
    edit: (sourceId: string, body: object, request: Request = {}) =>
      desk.call('editInformationSource', { as, ...request, params: { sourceId, ...request.params }, body }),
    remove: (sourceId: string, request: Request = {}) =>
      desk.call('deleteInformationSource', { as, ...request, params: { sourceId, ...request.params } }),
    settings: async () =>
      (await desk.call('listInformationSourceSettings', { as })).body['sources'] as readonly Record<string, unknown>[],
    panel: async () =>
      (await desk.call('listInformationSources')).body['sources'] as readonly Record<string, unknown>[],
  };
};
const aField = (over: Partial<Field>): Field => ({
  serviceId: 'support',
  code: 'order_no',
  version: 1,
  scope: 'agent',
  type: 'text',
  names: { en: 'A field' },
  placeholders: {},
  required: false,
  exposure: { agent: true, customer: false },
  encrypted: false,
  options: [],
  order: 0,
  inquiryTypeIds: [],
  active: true,
  deleted: false,
  ...over,
});
const A_FACT: DeskFact = {
  of: 'desk',
  id: 'evt_1',
  type: 'settings_changed',
  serviceId: 'support',
  at: '2026-11-22T09:00:00.000Z',
  actor: { kind: 'agent', id: 'boss' },
  action: 'created',
  subject: { kind: 'field', id: 'order_no' },
  changed: [],
  correlationId: 'cor_1',
};
const idOf = ({ body }: { readonly body: Record<string, unknown> }) => body['sourceId'] as string;

test('given an API’s settings, then an administrator sets it up, and its key is told by nothing but the vault', async () => {
  const desk = await aDesk();
  const created = await desk.create({ key: KEY, channels: ['email', 'phone'] });
  expect(created).toMatchObject({
    status: 201,
    headers: { etag: '"1"' },
    body: { ...SETTINGS, hasKey: true, channels: ['email', 'phone'], active: true, order: 0, version: 1 },
  });
  const stored = (await desk.sources.find('support', idOf(created)))!;
  expect(await desk.vault.open(keyContext(stored), stored.sealedKey!)).toBe(KEY);
  const told = JSON.stringify([created, await desk.settings(), await desk.panel(), desk.sources.facts, desk.log.lines]);
  expect(told).not.toContain(KEY);
  expect(told).not.toContain(stored.sealedKey);
  expect(desk.sources.facts).toMatchObject([
    {
      type: 'settings_changed',
      action: 'created',
      actor: { kind: 'agent', id: 'boss' },
      subject: { kind: 'customer_information', id: idOf(created) },
      changed: ['active', 'baseUrl', 'channels', 'key', 'name', 'order', 'request', 'results'],
      members: expect.arrayContaining([
        { name: 'baseUrl', told: 'values', after: SETTINGS.baseUrl },
        { name: 'key', told: 'secret' },
      ]) as unknown,
    },
  ]);
});

test('given sources, then agents see the active ones in order, and of them only what the panel needs', async () => {
  const desk = await aDesk();
  await desk.create({ name: 'Second', order: 2, channels: ['email'] });
  await desk.create({
    name: 'First',
    order: 1,
    channels: ['email'],
    request: [{ variable: 'pin', from: { kind: 'typed', label: 'PIN', required: true } }],
  });
  await desk.create({ name: 'Off', active: false });
  expect(await desk.panel()).toEqual([
    {
      sourceId: expect.any(String),
      name: 'First',
      asksOn: [],
      typed: [{ variable: 'pin', label: 'PIN', required: true }],
    },
    {
      sourceId: expect.any(String),
      name: 'Second',
      asksOn: ['email'],
      typed: [{ variable: 'member', label: 'Member no.', required: false }],
    },
  ]);
  expect((await desk.settings()).map(({ name }) => name)).toEqual(['Off', 'First', 'Second']);
});

test('given changes, then what is left out stays and the fact names what changed', async () => {
  const desk = await aDesk();
  const sourceId = idOf(await desk.create({ key: KEY }));
  expect(await desk.edit(sourceId, { name: 'Store', active: false })).toMatchObject({
    status: 200,
    headers: { etag: '"2"' },
    body: { ...SETTINGS, name: 'Store', active: false, hasKey: true },
  });
  expect(await desk.edit(sourceId, { key: null })).toMatchObject({ body: { version: 3, hasKey: false } });
  expect(await desk.edit(sourceId, { key: 'another' })).toMatchObject({ body: { version: 4, hasKey: true } });
  expect(desk.sources.facts.slice(1).map(({ action, changed }) => [action, changed])).toEqual([
    ['changed', ['active', 'name']],
    ['changed', ['key']],
    ['changed', ['key']],
  ]);
});

test('given a change to what is there already, then nothing is written', async () => {
  const desk = await aDesk();
  const sourceId = idOf(await desk.create());
  expect(await desk.edit(sourceId, { name: 'Shop' })).toMatchObject({ status: 200, body: { version: 1 } });
  expect(desk.sources.facts).toHaveLength(1);
});

test('given a source, then it is taken out once, with a fact', async () => {
  const desk = await aDesk();
  const sourceId = idOf(await desk.create({ key: KEY }));
  expect(await desk.remove(sourceId, { headers: { 'if-match': '"1"' } })).toMatchObject({
    status: 200,
    body: { sourceId },
  });
  expect(await desk.sources.find('support', sourceId)).toBeUndefined();
  expect(desk.sources.facts.at(-1)).toMatchObject({ action: 'removed', subject: { id: sourceId } });
  for (const gone of [await desk.remove(sourceId), await desk.edit(sourceId, { name: 'X' })])
    expect(gone).toMatchObject({ status: 404, body: { code: 'source_not_found' } });
});

test('given another version than the one that was read, then nothing is changed', async () => {
  const desk = await aDesk();
  const sourceId = idOf(await desk.create());
  await desk.edit(sourceId, { name: 'Store' });
  const headers = { 'if-match': '"1"' };
  for (const refused of [
    await desk.edit(sourceId, { name: 'X' }, { headers }),
    await desk.remove(sourceId, { headers }),
  ])
    expect(refused).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
    });
  expect(await desk.sources.find('support', sourceId)).toMatchObject({ name: 'Store' });
});

describe('given settings that can not be', () => {
  const item = (variable: string) => ({ variable, from: { kind: 'customer', property: 'email' } });
  test.each<[string, object, string]>([
    ['an address of http', { baseUrl: 'http://api.example.com/' }, '#/baseUrl'],
    ['an address of a file', { baseUrl: 'file:///etc/passwd' }, '#/baseUrl'],
    ['no address', { baseUrl: 'api' }, '#/baseUrl'],
    ['an address with a password', { baseUrl: 'https://user:secret@api.example.com/' }, '#/baseUrl'],
    ['a fragment', { baseUrl: 'https://api.example.com/#x' }, '#/baseUrl'],
    ['loopback', { baseUrl: 'https://127.0.0.1/' }, '#/baseUrl'],
    ['loopback in disguise', { baseUrl: 'https://2130706433/' }, '#/baseUrl'],
    ['metadata', { baseUrl: 'https://169.254.169.254/latest' }, '#/baseUrl'],
    ['loopback of IPv6', { baseUrl: 'https://[::1]:8443/' }, '#/baseUrl'],
    ['a mapped address', { baseUrl: 'https://[::ffff:10.0.0.1]/' }, '#/baseUrl'],
    ['no item', { request: [] }, '#/request'],
    ['no result', { results: [] }, '#/results'],
    ['a variable twice', { request: [item('a'), item('a')] }, '#/request/1/variable'],
    ['a variable that is no name', { request: [item('a b')] }, '#/request/0/variable'],
    [
      'a label twice',
      {
        results: [
          { label: 'A', key: 'a' },
          { label: 'A', key: 'b' },
        ],
      },
      '#/results/1/label',
    ],
    ['a channel twice', { channels: ['email', 'email'] }, '#/channels'],
    [
      'a property that tickets have not',
      { request: [{ variable: 'a', from: { kind: 'ticket', property: 'beforeSpam' } }] },
      '#/request/0/from/property',
    ],
    ['an empty key', { key: '' }, '#/key'],
    ['another member', { name: 'X', sealedKey: 'x' }, '#/sealedKey'],
  ])('%s, then they are refused by their place', async (__, body, pointer) => {
    const desk = await aDesk();
    const sourceId = idOf(await desk.create());
    for (const answer of [await desk.create(body), await desk.edit(sourceId, body)])
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: [{ pointer }] } });
    expect(desk.sources.facts).toHaveLength(1);
  });
});

test('given a field that is stored encrypted, then no source may send it; one whose field was deleted can still be changed elsewhere', async () => {
  const desk = await aDesk();
  await desk.definitions.save(aField({ code: 'account', encrypted: true }), undefined, A_FACT);
  await desk.definitions.save(aField({ code: 'order_no' }), undefined, A_FACT);
  const asking = (code: string) => ({ request: [{ variable: 'a', from: { kind: 'field', code } }] });
  for (const code of ['account', 'nowhere'])
    expect(await desk.create(asking(code))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/request/0/from/code' }] },
    });
  const sourceId = idOf(await desk.create(asking('order_no')));
  await desk.definitions.save(
    aField({ code: 'order_no', version: 2, deleted: true }),
    aField({ code: 'order_no' }),
    A_FACT,
  );
  expect(await desk.edit(sourceId, { name: 'Store' })).toMatchObject({ status: 200 });
  expect(await desk.edit(sourceId, asking('order_no'))).toMatchObject({ status: 400 });
});

test('given as many sources as may be, then one more is refused', async () => {
  const desk = await aDesk();
  for (let i = 0; i < SOURCES_LIMIT; i += 1) await desk.create({ name: `API ${i}` });
  expect(await desk.create()).toMatchObject({ status: 409, body: { code: 'too_many_sources', limit: SOURCES_LIMIT } });
});

test.each<[string, string, number]>([
  ['an agent', 'first', 403],
  ['an agent of another service', 'stranger', 404],
  ['somebody who left', 'gone', 404],
])('given %s, then settings are neither shown nor changed', async (__, as, status) => {
  const desk = await aDesk();
  const sourceId = idOf(await desk.create());
  for (const answer of [
    await desk.create({}, { as }),
    await desk.edit(sourceId, { name: 'X' }, { as }),
    await desk.remove(sourceId, { as }),
    await desk.call('listInformationSourceSettings', { as }),
  ])
    expect(answer).toMatchObject({ status });
  expect(await desk.sources.list('support')).toMatchObject([{ name: 'Shop' }]);
});

test('given many changes at once, then none is lost', async () => {
  const desk = await aDesk();
  const sourceId = idOf(await desk.create());
  const answers = await Promise.all(Array.from({ length: 5 }, (__, i) => desk.edit(sourceId, { name: `Name ${i}` })));
  expect(answers.map(({ status, body }) => [status, body['version']]).toSorted()).toEqual([
    [200, 2],
    [200, 3],
    [200, 4],
    [200, 5],
    [200, 6],
  ]);
});
