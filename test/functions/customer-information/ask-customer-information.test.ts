import { guardedHttps } from '../../../shared/adapters/http-out/guarded-https.ts';
import { httpsCustomerInformation } from '../../../shared/adapters/http-out/https-customer-information.ts';
import { aField } from '../../support/fields.ts';
import { aChange } from '../../support/tickets.ts';
import { httpDesk } from '../../support/http-desk.ts';
import {
  startCustomerInformation,
  type CustomerInformationSimulator,
} from '../../simulators/customer-information/start-customer-information.ts';

const KEY = '431402c0eaaf46d889f243db9e7492e2';
let simulator: CustomerInformationSimulator;
beforeAll(async () => {
  simulator = await startCustomerInformation({ key: KEY });
});
afterAll(() => simulator.stop());

const MEMBER = { variable: 'memberId', from: { kind: 'typed', label: 'Member', required: false } };
const BY_EMAIL = { variable: 'email', from: { kind: 'customer', property: 'email' } };

/** A desk whose one source is the simulator, with a ticket of a customer that the shop knows. */
const aDesk = async ({
  path = '/customers',
  key = KEY,
  request = [BY_EMAIL],
  allowed = true,
  active = true,
  customer = { name: 'A customer', email: 'customer@example.com' },
}: {
  path?: string;
  key?: string;
  request?: readonly object[];
  allowed?: boolean;
  active?: boolean;
  customer?: object;
} = {}) => {
  const https = guardedHttps({
    ...(allowed && { allowedHosts: [`localhost:${String(simulator.port)}`] }),
    authority: simulator.authority,
  });
  const desk = await httpDesk({ information: httpsCustomerInformation({ https, now: () => new Date() }) });
  const number = await desk.create({ customer });
  const { body } = await desk.call('createInformationSource', {
    as: 'boss',
    body: {
      name: 'Shop',
      baseUrl: simulator.url.replace('/customers', path),
      request,
      results: [
        { label: 'Grade', key: 'grade' },
        { label: 'Orders', key: 'orders' },
        { label: 'Owes', key: 'owes' },
      ],
      ...(key !== '' && { key }),
      active,
    },
  });
  const sourceId = body['sourceId'] as string;
  return {
    ...desk,
    number,
    sourceId,
    ask: (
      typed: object | undefined = undefined,
      { as = 'first', ...params }: { as?: string; sourceId?: string; number?: number } = {},
    ) =>
      desk.call('askCustomerInformation', {
        as,
        params: { number, sourceId, ...params },
        body: typed === undefined ? {} : { typed },
      }),
  };
};

test('given a customer whom the shop knows, then the agent sees what it answers, by label', async () => {
  const desk = await aDesk();
  expect(await desk.ask()).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      outcome: 'found',
      because: null,
      items: [
        { label: 'Grade', value: 'Gold' },
        { label: 'Orders', value: '12' },
        { label: 'Owes', value: null },
      ],
    },
  });
  expect(JSON.parse(simulator.received.at(-1)!.body)).toEqual({ email: 'customer@example.com' });
});

test('given an answer, then it is neither written nor logged', async () => {
  const desk = await aDesk();
  const before = JSON.stringify([await desk.tickets.find('support', desk.number), await desk.sources.list('support')]);
  await desk.ask();
  expect(JSON.stringify([await desk.tickets.find('support', desk.number), await desk.sources.list('support')])).toBe(
    before,
  );
  expect(desk.log.lines).toEqual([]);
});

test('given a value that is typed in, then it is sent too', async () => {
  const desk = await aDesk({ request: [BY_EMAIL, MEMBER] });
  expect(await desk.ask({ memberId: 'shop-1001' })).toMatchObject({ body: { outcome: 'found' } });
  expect(JSON.parse(simulator.received.at(-1)!.body)).toEqual({ email: 'customer@example.com', memberId: 'shop-1001' });
  expect(await desk.ask({ memberId: 'shop-1002' })).toMatchObject({ body: { outcome: 'nothing', items: [] } });
});

test('given items that come from fields, then plain values are sent as texts; encrypted ones and those that the agent may not see are not', async () => {
  const desk = await aDesk({ request: [BY_EMAIL] });
  for (const field of [
    aField({ code: 'order_no' }),
    aField({ code: 'parts', type: 'checkbox' }),
    aField({ code: 'account', encrypted: true }),
    aField({ code: 'risk', exposure: { agent: false, customer: false } }),
  ])
    await desk.definitions.save(field, undefined, {} as never);
  const ticket = (await desk.tickets.find('support', desk.number))!;
  await desk.tickets.save(
    aChange(
      { ...ticket, version: ticket.version + 1 },
      {
        fields: {
          order_no: { type: 'text', value: 'A-1' },
          parts: { type: 'checkbox', value: ['case', 'lid'] },
          account: { type: 'text', sealed: 'v1.sealed.text' },
          risk: { type: 'text', value: 'high' },
        },
      },
    ),
  );
  const source = (await desk.sources.find('support', desk.sourceId))!;
  const request = ['order_no', 'parts', 'account', 'risk', 'empty'].map((code) => ({
    variable: code,
    from: { kind: 'field' as const, code },
  }));
  await desk.sources.save({ ...source, version: 2, request }, source, {} as never);
  await desk.ask();
  expect(JSON.parse(simulator.received.at(-1)!.body)).toEqual({ order_no: 'A-1', parts: 'case, lid' });
  await desk.ask(undefined, { as: 'boss' });
  expect(JSON.parse(simulator.received.at(-1)!.body)).toEqual({ order_no: 'A-1', parts: 'case, lid', risk: 'high' });
});

test('given a value that must be typed in or that nobody asks for, then it is refused by its place', async () => {
  const desk = await aDesk({
    request: [{ variable: 'memberId', from: { kind: 'typed', label: 'Member', required: true } }],
  });
  const asked = simulator.received.length;
  expect(await desk.ask()).toMatchObject({
    status: 400,
    body: { code: 'validation_failed', errors: [{ pointer: '#/typed/memberId' }] },
  });
  expect(await desk.ask({ memberId: 'shop-1001', email: 'x@example.com' })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '#/typed/email' }] },
  });
  expect(simulator.received).toHaveLength(asked);
});

test('given a ticket with nothing to ask by, then nobody is asked and nothing is found', async () => {
  const desk = await aDesk({ request: [{ variable: 'phone', from: { kind: 'customer', property: 'phone' } }] });
  const asked = simulator.received.length;
  expect(await desk.ask()).toMatchObject({ status: 200, body: { outcome: 'nothing', items: [] } });
  expect(simulator.received).toHaveLength(asked);
});

test.each<[string, Parameters<typeof aDesk>[0], object]>([
  ['the wrong key', { key: 'another' }, { outcome: 'no_permission', because: null }],
  ['no key', { key: '' }, { outcome: 'no_permission' }],
  ['a route that is gone', { path: '/nowhere' }, { outcome: 'unavailable', because: 'server_error' }],
  ['a server error', { path: '/status/500' }, { outcome: 'unavailable', because: 'server_error' }],
  ['an answer of HTML', { path: '/not-json' }, { outcome: 'unavailable', because: 'not_understood' }],
  ['an answer without data', { path: '/no-data' }, { outcome: 'unavailable', because: 'not_understood' }],
  ['an answer of a megabyte', { path: '/large?bytes=1000000' }, { outcome: 'unavailable', because: 'too_large' }],
  ['a connection that breaks off', { path: '/hangs-up' }, { outcome: 'unavailable', because: 'unreachable' }],
  [
    'a redirect to metadata',
    { path: '/redirect?to=https%3A%2F%2F169.254.169.254%2Flatest%2F' },
    { outcome: 'unavailable', because: 'address_refused' },
  ],
  [
    'a redirect to http',
    { path: '/redirect?to=http%3A%2F%2Fexample.com' },
    { outcome: 'unavailable', because: 'redirect_refused' },
  ],
  ['a name that stands for loopback', { allowed: false }, { outcome: 'unavailable', because: 'address_refused' }],
])('given %s, then the outcome says so', async (__, given, expected) => {
  const desk = await aDesk(given);
  expect(await desk.ask()).toMatchObject({ status: 200, body: { ...expected, items: [] } });
});

test('given that nothing could be had, then the log says which source and why, and no value', async () => {
  const desk = await aDesk({ path: '/status/500' });
  await desk.ask();
  expect(desk.log.lines).toEqual([
    {
      level: 'warn',
      message: 'customer_information_unavailable',
      members: { serviceId: 'support', sourceId: desk.sourceId, because: 'server_error' },
    },
  ]);
});

test.each<
  [string, Parameters<typeof aDesk>[0], Parameters<Awaited<ReturnType<typeof aDesk>>['ask']>[1], number, string]
>([
  ['a source that is not active', { active: false }, {}, 404, 'source_not_found'],
  ['no such source', {}, { sourceId: 'inf_9' }, 404, 'source_not_found'],
  ['no such ticket', {}, { number: 99 }, 404, 'ticket_not_found'],
  ['an agent of another service', {}, { as: 'stranger' }, 404, 'service_not_found'],
])('given %s, then it is refused and nobody is asked', async (__, given, request, status, code) => {
  const desk = await aDesk(given);
  const asked = simulator.received.length;
  expect(await desk.ask(undefined, request)).toMatchObject({ status, body: { code } });
  expect(simulator.received).toHaveLength(asked);
});
