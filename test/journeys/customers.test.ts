import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { A_DESK, openDesk, type OpenDesk } from '../support/open-desk.ts';
import { throwawayFolder, writeJson } from '../support/running-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(120_000);

let desk: OpenDesk;
let mina: DeskClient;
let administrator: DeskClient;
const care = { serviceId: 'care' };

beforeAll(async () => {
  desk = await openDesk();
  [mina, administrator] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('admin@example.com')]);
});
afterAll(() => desk.close());

const find = async (query: { readonly email: string } | { readonly phone: string }) =>
  (await mina.call('findCustomer', { params: care, query })).body.customers[0];
const found = (email: string) => waitUntil(`a customer with ${email}`, () => find({ email }));
const write = (from: string, subject: string) =>
  sendAsCustomer(desk.smtpPort, { from, to: 'support@desk.example.com', subject, text: 'Where is my parcel?' });
const titlesOf = async (customerId: string) =>
  (await mina.call('listCustomerTickets', { params: { ...care, customerId } })).body.rows.map(({ title }) => title);

describe('somebody who writes from two addresses, and calls', () => {
  it('is two customers at first, the caller one of them', async () => {
    await write('"Sora" <sora@customer.example.com>', 'from work');
    const work = await found('sora@customer.example.com');
    await write('"Sora" <sora@home.example.com>', 'from home');
    const home = await found('sora@home.example.com');
    expect([work.name, home.name, work.customerId === home.customerId]).toEqual(['Sora', 'Sora', false]);

    const called = await mina.call('createTicket', {
      params: care,
      body: {
        title: 'by phone',
        html: '<p>Asks again</p>',
        customer: { name: 'Sora', email: 'Sora@Home.example.com', phone: '010-0000-1234' },
      },
    });
    expect(called.body).toMatchObject({
      customerId: home.customerId,
      customer: { email: 'sora@home.example.com', phone: '+821000001234' },
    });
    expect(await find({ phone: '+82 10-0000-1234' })).toMatchObject({ customerId: home.customerId, version: 2 });
    expect(await titlesOf(home.customerId)).toEqual(['by phone', 'from home']);
  });

  it('becomes one by the administrator’s hand, with all tickets, and stays one', async () => {
    const [work, home] = [await found('sora@customer.example.com'), await found('sora@home.example.com')];
    const order = { params: { ...care, customerId: home.customerId }, body: { into: work.customerId } };
    expect(await mina.call('mergeCustomers', order)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await administrator.call('mergeCustomers', order)).toMatchObject({
      status: 200,
      body: {
        customerId: work.customerId,
        emails: ['sora@customer.example.com', 'sora@home.example.com'],
        phones: ['+821000001234'],
        absorbed: [home.customerId],
      },
    });
    await write('sora@home.example.com', 'from home again');
    for (const { customerId } of [work, home])
      expect(
        await waitUntil('the ticket of the new mail', async () => {
          const titles = await titlesOf(customerId);
          return titles.length === 4 && titles;
        }),
      ).toEqual(['from home again', 'by phone', 'from home', 'from work']);
  });

  it('gives an address up, and another customer gets it', async () => {
    const sora = await found('sora@customer.example.com');
    const edit = (body: { emails: string[] }) =>
      mina.call('editCustomer', {
        params: { ...care, customerId: sora.customerId },
        body,
        headers: { 'if-match': `"${sora.version}"` },
      });
    expect(await edit({ emails: ['sora@customer.example.com'] })).toMatchObject({
      status: 200,
      body: { emails: ['sora@customer.example.com'] },
    });
    expect(await edit({ emails: ['sora@customer.example.com', 'other@example.com'] })).toMatchObject({
      status: 412,
      body: { code: 'version_conflict' },
    });
    expect(await find({ email: 'sora@home.example.com' })).toBeUndefined();
    const made = await mina.call('createTicket', {
      params: care,
      body: { title: 'her sister', html: '<p>x</p>', customer: { email: 'sora@home.example.com' } },
    });
    expect(made.body.customerId).not.toBe(sora.customerId);
    expect(
      await administrator.call('editCustomer', {
        params: { ...care, customerId: sora.customerId },
        body: { emails: ['sora@home.example.com'] },
      }),
    ).toMatchObject({ status: 409, body: { code: 'contact_taken', customerId: made.body.customerId } });
  });
});

it('categories set up by the operator are shown, and chosen while they are active', async () => {
  const folder = throwawayFolder();
  try {
    const document = `${folder.path}/desk.json`;
    const [first, ...services] = A_DESK.services;
    writeJson(document, {
      agents: A_DESK.agents,
      services: [
        {
          ...first,
          inquiryTypes: [
            {
              id: 'order',
              names: { en: 'Order' },
              children: [
                { id: 'late', names: { en: 'Late', ko: '지연' } },
                { id: 'telex', names: { en: 'Telex' }, active: false },
              ],
            },
          ],
        },
        ...services,
      ],
    });
    expect(await desk.operate('set-up-desk', document)).toContain('3 categories');
  } finally {
    folder.remove();
  }
  expect((await mina.call('getService', { params: care })).body.categories).toEqual(
    expect.arrayContaining([
      {
        kind: 'inquiry_type',
        categoryId: 'late',
        parentId: 'order',
        names: { en: 'Late', ko: '지연' },
        active: true,
        order: 0,
        version: 1,
      },
    ]),
  );
  const create = (inquiryTypeId: string) =>
    mina.call('createTicket', {
      params: care,
      body: { title: 'filed', html: '<p>x</p>', customer: {}, groupId: 'billing', inquiryTypeId, tags: ['vip'] },
    });
  expect(await create('late')).toMatchObject({
    status: 201,
    body: { inquiryTypeId: 'late', groupId: 'billing', tags: ['vip'] },
  });
  expect(await create('telex')).toMatchObject({ status: 400, body: { code: 'category_not_found' } });
});
