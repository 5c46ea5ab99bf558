import { guardedHttps } from '../../../shared/adapters/http-out/guarded-https.ts';
import { httpsCustomerInformation } from '../../../shared/adapters/http-out/https-customer-information.ts';
import { startCustomerInformation } from '../../simulators/customer-information/start-customer-information.ts';
import { aField } from '../../support/fields.ts';
import { httpDesk } from '../../support/http-desk.ts';
import { aChange } from '../../support/tickets.ts';

const KEY = '431402c0eaaf46d889f243db9e7492e2';
let simulator: Awaited<ReturnType<typeof startCustomerInformation>>;
beforeAll(async () => {
  simulator = await startCustomerInformation({ key: KEY });
});
afterAll(() => simulator.stop());

const BY_EMAIL = { variable: 'email', from: { kind: 'customer', property: 'email' } };
const BY_MEMBER = { variable: 'memberId', from: { kind: 'typed', label: 'Member', required: true } };
const GRADE = { label: 'Grade', key: 'grade' };

/** A desk that may call the simulator, and what its administrator has typed so far. */
const aDesk = async ({ allowed = true, trusted = true } = {}) => {
  const https = guardedHttps({
    ...(allowed && { allowedHosts: [`localhost:${String(simulator.port)}`, 'localhost:1'] }),
    ...(trusted && { authority: simulator.authority }),
  });
  const desk = await httpDesk({ information: httpsCustomerInformation({ https, now: () => new Date() }) });
  const number = await desk.create();
  const at = (path: string) => simulator.url.replace('/customers', path);
  return {
    ...desk,
    number,
    at,
    save: async (body: object = {}) =>
      (
        await desk.call('createInformationSource', {
          as: 'boss',
          body: { name: 'Shop', baseUrl: simulator.url, request: [BY_EMAIL], results: [GRADE], key: KEY, ...body },
        })
      ).body['sourceId'] as string,
    test: (body: object = {}, as = 'boss') =>
      desk.call('testInformationSource', {
        as,
        body: { baseUrl: simulator.url, request: [BY_EMAIL], results: [GRADE], number, ...body },
      }),
  };
};

test('given settings that are not saved and a key that was typed, then it is called and what came back is told item by item', async () => {
  const desk = await aDesk();
  const tested = await desk.test({
    key: KEY,
    results: [GRADE, { label: 'Owes', key: 'owes' }],
  });
  expect(tested).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      sent: {
        method: 'POST',
        url: simulator.url,
        signed: true,
        variables: [{ variable: 'email', value: 'customer@example.com' }],
      },
      status: 200,
      outcome: 'found',
      because: null,
      cause: null,
      items: [
        { label: 'Grade', key: 'grade', state: 'found', value: 'Gold' },
        { label: 'Owes', key: 'owes', state: 'missing', value: null },
      ],
      otherKeys: ['memberId', 'name', 'email', 'phone', 'orders', 'lastOrder'],
    },
  });
  expect(tested.body['milliseconds']).toBeGreaterThanOrEqual(0);
  expect(tested.body['milliseconds']).toBeLessThan(5000);
  expect(JSON.parse(simulator.received.at(-1)!.body)).toEqual({ email: 'customer@example.com' });
  // Neither the settings nor the key are kept, and no word of the answer.
  expect((await desk.call('listInformationSourceSettings', { as: 'boss' })).body).toEqual({ sources: [] });
  expect(desk.facts).toEqual([]);
  expect(desk.log.lines).toEqual([]);
});

test('given a saved key, then it signs changed settings of its source too', async () => {
  const desk = await aDesk();
  const sourceId = await desk.save();
  expect(await desk.test({ sourceId, baseUrl: `${simulator.url}?tenant=secret-7&lang` })).toMatchObject({
    status: 200,
    body: { sent: { url: `${simulator.url}?tenant=…&lang=…`, signed: true }, status: 200, outcome: 'found' },
  });
  expect(await desk.test({ sourceId })).toMatchObject({ body: { outcome: 'found' } });
  expect(await desk.test()).toMatchObject({ body: { sent: { signed: false }, status: 403, outcome: 'no_permission' } });
});

test('given a saved key, when the call would go to another origin, then it is refused and not signed; a typed key is', async () => {
  const desk = await aDesk();
  const sourceId = await desk.save({ baseUrl: 'https://api.example.com/customers' });
  const asked = simulator.received.length;
  expect(await desk.test({ sourceId })).toMatchObject({
    status: 400,
    body: { code: 'validation_failed', errors: [{ pointer: '#/key' }] },
  });
  expect(simulator.received).toHaveLength(asked);
  expect(await desk.test({ sourceId, key: KEY })).toMatchObject({ body: { outcome: 'found' } });
});

test('given any test call and any of its refusals, then neither a saved nor a typed key is in an answer', async () => {
  const desk = await aDesk();
  const sourceId = await desk.save();
  const typedKey = 'a-key-that-was-typed-for-this-call';
  const answers = [
    await desk.test({ sourceId }),
    await desk.test({ sourceId, key: typedKey }),
    await desk.test({ key: typedKey, baseUrl: desk.at('/not-json') }),
    await desk.test({ key: typedKey, baseUrl: desk.at('/hangs-up') }),
    await desk.test({ key: typedKey, baseUrl: 'https://10.0.0.1/' }),
    await desk.test({ key: typedKey.repeat(10) }),
    await desk.test({ key: typedKey, number: 99 }),
    await desk.test({ sourceId, baseUrl: 'https://api.example.com/' }),
    await desk.test({ sourceId, key: typedKey }, 'first'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 400, 400, 404, 400, 403]);
  const told = JSON.stringify([answers, desk.log.lines]);
  expect(told).toContain('Gold');
  for (const secret of [KEY, typedKey]) expect(told).not.toContain(secret);
  // The header with the signature was sent, and is not told either.
  const { authorization } = simulator.received.find(({ headers }) => headers['authorization'] !== undefined)!.headers;
  expect(told).not.toContain(authorization);
});

test('given no ticket, then typed values take the place of what it would have', async () => {
  const desk = await aDesk();
  expect(await desk.test({ key: KEY, number: undefined, typed: { email: 'alex@example.com' } })).toMatchObject({
    body: { outcome: 'found', items: [{ value: 'Silver' }] },
  });
  // With a ticket, a typed value is asked by in place of the ticket's.
  expect(await desk.test({ key: KEY, typed: { email: 'nobody@example.com' } })).toMatchObject({
    body: { status: 400, outcome: 'nothing', items: [] },
  });
});

test('given nothing to ask by, then no call is made', async () => {
  const desk = await aDesk();
  const asked = simulator.received.length;
  expect(await desk.test({ key: KEY, number: undefined })).toMatchObject({
    status: 200,
    body: { sent: null, status: null, milliseconds: null, outcome: 'nothing', items: [], otherKeys: [] },
  });
  expect(simulator.received).toHaveLength(asked);
});

test('given fields, then an encrypted one is refused by its place, and what agents do not see is sent', async () => {
  const desk = await aDesk();
  for (const field of [
    aField({ code: 'risk', exposure: { agent: false, customer: false } }),
    aField({ code: 'account', encrypted: true }),
  ])
    await desk.definitions.save(field, undefined, {} as never);
  const ticket = (await desk.tickets.find('support', desk.number))!;
  await desk.tickets.save(
    aChange({ ...ticket, version: ticket.version + 1 }, { fields: { risk: { type: 'text', value: 'high' } } }),
  );
  const by = (code: string) => ({ request: [{ variable: code, from: { kind: 'field', code } }] });
  expect(await desk.test({ key: KEY, ...by('risk') })).toMatchObject({
    body: { sent: { variables: [{ variable: 'risk', value: 'high' }] } },
  });
  for (const code of ['account', 'unknown'])
    expect(await desk.test({ key: KEY, ...by(code) })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/request/0/from/code' }] },
    });
});

test.each<[string, string, object]>([
  ['a server error', '/status/500', { status: 500, because: 'server_error', cause: null }],
  ['HTML', '/not-json', { status: 200, because: 'not_understood', cause: null }],
  ['no data', '/no-data', { status: 200, because: 'not_understood' }],
  ['a megabyte', '/large?bytes=1000000', { status: null, because: 'too_large', cause: null }],
  ['a connection that breaks off', '/hangs-up', { status: null, because: 'unreachable', cause: 'connection_broken' }],
  [
    'a redirect to metadata',
    '/redirect?to=https%3A%2F%2F169.254.169.254%2Flatest%2F',
    { status: null, because: 'address_refused' },
  ],
  ['a redirect to http', '/redirect?to=http%3A%2F%2Fexample.com', { status: null, because: 'redirect_refused' }],
])('given %s, then it says why there is no answer', async (__, path, expected) => {
  const desk = await aDesk();
  const { status, body } = await desk.test({ key: KEY, baseUrl: desk.at(path) });
  expect(status).toBe(200);
  expect(body).toMatchObject({ outcome: 'unavailable', items: [], otherKeys: [], ...expected });
  expect(body['milliseconds']).not.toBeNull();
});

test('given an API that never answers, then it is given up after five seconds, which the answer tells', async () => {
  const desk = await aDesk();
  const { body } = await desk.test({ key: KEY, baseUrl: desk.at('/slow') });
  expect(body).toMatchObject({ outcome: 'unavailable', because: 'timeout', status: null });
  expect(body['milliseconds']).toBeGreaterThanOrEqual(4900);
  expect(body['milliseconds']).toBeLessThan(6500);
}, 15_000);

test.each<[string, Parameters<typeof aDesk>[0], string | undefined, object]>([
  ['a certificate that nobody vouches for', { trusted: false }, undefined, { cause: 'certificate_not_trusted' }],
  ['a port where nobody listens', {}, 'https://localhost:1/', { cause: 'connection_refused' }],
  ['a name that does not exist', {}, 'https://shop.invalid/', { cause: 'name_not_found' }],
  ['a name that stands for loopback', { allowed: false }, undefined, { because: 'address_refused', cause: null }],
])('given %s, then that is what it says', async (__, given, baseUrl, expected) => {
  const desk = await aDesk(given);
  expect(await desk.test({ key: KEY, ...(baseUrl !== undefined && { baseUrl }) })).toMatchObject({
    status: 200,
    body: { outcome: 'unavailable', status: null, because: 'unreachable', ...expected },
  });
});

test.each<[string, object, number, object]>([
  ['a private address', { baseUrl: 'https://192.168.0.1/x' }, 400, { errors: [{ pointer: '#/baseUrl' }] }],
  ['an address without TLS', { baseUrl: 'http://example.com/' }, 400, { errors: [{ pointer: '#/baseUrl' }] }],
  [
    'a variable that is there twice',
    { request: [BY_EMAIL, BY_EMAIL] },
    400,
    { errors: [{ pointer: '#/request/1/variable' }] },
  ],
  ['a value that must be typed', { request: [BY_MEMBER] }, 400, { errors: [{ pointer: '#/typed/memberId' }] }],
  ['a value that no item uses', { typed: { phone: '1' } }, 400, { errors: [{ pointer: '#/typed/phone' }] }],
  ['no such ticket', { number: 99 }, 404, { code: 'ticket_not_found' }],
  ['no such source', { sourceId: 'inf_9' }, 404, { code: 'source_not_found' }],
])('given %s, then it is refused and nobody is called', async (__, body, status, expected) => {
  const desk = await aDesk();
  const asked = simulator.received.length;
  expect(await desk.test({ key: KEY, ...body })).toMatchObject({ status, body: expected });
  expect(simulator.received).toHaveLength(asked);
});

test('given somebody who does not manage the service, then they test nothing', async () => {
  const desk = await aDesk();
  const sourceId = await desk.save();
  const asked = simulator.received.length;
  expect(await desk.test({ sourceId }, 'first')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await desk.test({ sourceId }, 'stranger')).toMatchObject({ status: 404 });
  expect(simulator.received).toHaveLength(asked);
});
