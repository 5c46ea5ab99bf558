import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import {
  startCustomerInformation,
  type CustomerInformationSimulator,
} from '../simulators/customer-information/start-customer-information.ts';
import { keptCertificate } from '../simulators/self-signed-certificate.ts';

jest.setTimeout(180_000);

const KEY = 'canary-of-the-signing-key';
let shop: CustomerInformationSimulator;
let desk: OpenDesk;
beforeAll(async () => {
  const tls = keptCertificate('.build/simulators-certificate.json');
  shop = await startCustomerInformation({ key: KEY, tls });
  desk = await openDesk({
    config: { customerInformation: { allowedHosts: [new URL(shop.url).host], authority: tls.certificate } },
  });
});
afterAll(async () => {
  await desk.close();
  await shop.stop();
});

const everythingLogged = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');

it('given an API that an administrator set up with a key, then agents are shown what it knows of a ticket’s customer, and what it said is kept nowhere', async () => {
  const [admin, mina, engineer] = [
    await desk.signIn('admin@example.com'),
    await desk.signIn('mina@example.com'),
    await desk.signIn('engineer@example.com'),
  ];
  const params = { serviceId: 'care' };
  const {
    body: { number },
  } = await mina.call('createTicket', {
    params,
    body: {
      title: 'Where is my parcel?',
      html: '<p>It is late</p>',
      customer: { name: '김하늘', email: 'customer@example.com' },
    },
  });
  const settings = {
    name: 'Shop',
    baseUrl: shop.url,
    request: [{ variable: 'email', from: { kind: 'customer' as const, property: 'email' as const } }],
    results: [
      { label: 'Grade', key: 'grade' },
      { label: 'Member', key: 'memberId' },
    ],
    channels: ['created' as const],
    key: KEY,
  };

  expect((await mina.call('createInformationSource', { params, body: settings })).status).toBe(403);
  expect(
    await admin.call('createInformationSource', { params, body: { ...settings, baseUrl: 'https://127.0.0.1:8443/' } }),
  ).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/baseUrl' }] } });
  const created = await admin.call('createInformationSource', { params, body: settings });
  expect(created).toMatchObject({ status: 201, body: { name: 'Shop', hasKey: true } });
  const { sourceId } = created.body;
  const ask = (client = mina, service = 'care') =>
    client.call('askCustomerInformation', { params: { serviceId: service, number, sourceId }, body: {} });

  expect(await mina.call('listInformationSources', { params })).toMatchObject({
    status: 200,
    body: { sources: [{ sourceId, name: 'Shop', asksOn: ['created'], typed: [] }] },
  });
  expect(await ask()).toMatchObject({
    status: 200,
    body: {
      outcome: 'found',
      because: null,
      items: [
        { label: 'Grade', value: 'Gold' },
        { label: 'Member', value: 'shop-1001' },
      ],
    },
  });
  expect(shop.received.at(-1)).toMatchObject({
    body: '{"email":"customer@example.com"}',
    headers: { 'x-tc-timestamp': expect.stringMatching(/^\d{13}$/) },
  });
  expect((await ask(engineer)).status).toBe(404);
  expect((await ask(engineer, 'engineering')).status).toBe(404);

  const edit = (body: object) => admin.call('editInformationSource', { params: { ...params, sourceId }, body });
  await edit({
    baseUrl: shop.url.replace('/customers', '/redirect?to=https%3A%2F%2F169.254.169.254%2Flatest%2Fmeta-data%2F'),
  });
  expect(await ask()).toMatchObject({
    status: 200,
    body: { outcome: 'unavailable', because: 'address_refused', items: [] },
  });
  await edit({ baseUrl: shop.url.replace('/customers', '/slow') });
  const began = performance.now();
  expect(await ask()).toMatchObject({ status: 200, body: { outcome: 'unavailable', because: 'timeout' } });
  expect(performance.now() - began).toBeLessThan(6500);
  await edit({ baseUrl: shop.url, key: null });
  expect(await ask()).toMatchObject({ body: { outcome: 'no_permission' } });
  await edit({ active: false });
  expect((await ask()).status).toBe(404);

  const told =
    JSON.stringify((await admin.call('listInformationSourceSettings', { params })).body) + everythingLogged(desk.data);
  expect(told).toContain('customer_information_unavailable');
  for (const secret of [KEY, 'shop-1001', 'customer@example.com']) expect(told).not.toContain(secret);
});
