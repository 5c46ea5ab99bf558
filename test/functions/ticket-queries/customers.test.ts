import { aCustomer } from '../../support/customers.ts';
import { httpDesk } from '../../support/http-desk.ts';

const given = async () => {
  const desk = await httpDesk();
  await desk.customers.save([{ record: aCustomer({ phones: ['+821012345678'] }) }]);
  return desk;
};

describe('findCustomer', () => {
  it.each([
    ['by address in any case', { email: 'CUSTOMER@example.com' }, ['cus_1']],
    ['by number in any form', { phone: '010 1234 5678' }, ['cus_1']],
    ['nobody', { email: 'nobody@example.com' }, []],
    ['nobody by number', { phone: '010-9999-9999' }, []],
  ])('finds %s', async (_name, query, ids) => {
    const { status, body } = await (await given()).call('findCustomer', { query });
    expect([status, (body['customers'] as { customerId: string }[]).map(({ customerId }) => customerId)]).toEqual([
      200,
      ids,
    ]);
  });

  it.each([
    ['a number that is none', { phone: 'nothing' }, 400, 'phone_invalid'],
    ['neither', {}, 400, 'validation_failed'],
    ['both', { email: 'customer@example.com', phone: '010-1234-5678' }, 400, 'validation_failed'],
  ])('refuses %s', async (_name, query, status, code) => {
    expect(await (await given()).call('findCustomer', { query })).toMatchObject({ status, body: { code } });
  });

  it('tells another service nothing', async () => {
    const desk = await given();
    expect(await desk.call('findCustomer', { as: 'stranger', query: { email: 'customer@example.com' } })).toMatchObject(
      { status: 404, body: { code: 'service_not_found' } },
    );
    expect(
      await desk.call('findCustomer', {
        as: 'stranger',
        params: { serviceId: 'other' },
        query: { email: 'customer@example.com' },
      }),
    ).toMatchObject({ status: 200, body: { customers: [] } });
  });
});

it('getCustomer shows one with its version as the tag', async () => {
  const desk = await given();
  expect(await desk.call('getCustomer', { params: { customerId: 'cus_1' } })).toEqual({
    status: 200,
    headers: expect.objectContaining({ etag: '"1"' }),
    body: {
      serviceId: 'support',
      customerId: 'cus_1',
      version: 1,
      name: 'A customer',
      emails: ['customer@example.com'],
      phones: ['+821012345678'],
      note: null,
      absorbed: [],
      mergedInto: null,
      createdAt: '2026-11-22T08:00:00.000Z',
    },
  });
  expect(await desk.call('getCustomer', { params: { customerId: 'cus_9' } })).toMatchObject({
    status: 404,
    body: { code: 'customer_not_found' },
  });
});

describe('listCustomerTickets', () => {
  it('lists a customer’s tickets by number, page by page, either way, with the caller’s marks', async () => {
    const desk = await given();
    const numbers: number[] = [];
    for (let i = 0; i < 3; i += 1) numbers.push(await desk.create({ customer: { email: 'customer@example.com' } }));
    await desk.create({ customer: { email: 'other@example.com' } });
    await desk.call('starTicket', { params: { number: numbers[1]! }, body: {} });
    const list = (query: Record<string, string>) =>
      desk.call('listCustomerTickets', { params: { customerId: 'cus_1' }, query });
    const first = await list({ limit: '2' });
    expect(first).toMatchObject({
      status: 200,
      body: {
        rows: [
          { number: numbers[2], important: false },
          { number: numbers[1], important: true },
        ],
      },
    });
    expect(await list({ limit: '2', cursor: first.body['nextCursor'] as string })).toMatchObject({
      body: { rows: [{ number: numbers[0] }], nextCursor: null },
    });
    expect(await list({ order: 'oldest' })).toMatchObject({ body: { rows: numbers.map((number) => ({ number })) } });
    expect(
      await desk.call('listCustomerTickets', { params: { customerId: 'cus_1' }, query: { cursor: 'made-up' } }),
    ).toMatchObject({ status: 400 });
  });

  it('leaves spam out, and refuses who is unknown', async () => {
    const desk = await given();
    const number = await desk.create({ customer: { email: 'customer@example.com' } });
    await desk.call('resolveInternally', { params: { number }, body: { reason: 'spam' } });
    expect(await desk.call('listCustomerTickets', { params: { customerId: 'cus_1' } })).toMatchObject({
      status: 200,
      body: { rows: [] },
    });
    expect(await desk.call('listCustomerTickets', { params: { customerId: 'cus_9' } })).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found' },
    });
  });
});

it('getService shows both trees', async () => {
  const desk = await given();
  await desk.directory.putCategory({
    serviceId: 'support',
    kind: 'inquiry_type',
    categoryId: 'printers',
    names: { en: 'Printers', ko: '프린터' },
    active: true,
    order: 0,
  });
  await desk.directory.putCategory({
    serviceId: 'support',
    kind: 'processing_type',
    categoryId: 'repaired',
    parentId: 'done',
    names: { en: 'Repaired' },
    active: false,
    order: 2,
  });
  expect(await desk.call('getService')).toMatchObject({
    status: 200,
    body: {
      autoCompleteDays: 14,
      country: 'KR',
      categories: [
        {
          kind: 'inquiry_type',
          categoryId: 'printers',
          parentId: null,
          names: { en: 'Printers', ko: '프린터' },
          active: true,
          order: 0,
        },
        {
          kind: 'processing_type',
          categoryId: 'repaired',
          parentId: 'done',
          names: { en: 'Repaired' },
          active: false,
          order: 2,
        },
      ],
    },
  });
});
