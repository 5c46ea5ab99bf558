import type { CustomerRecord } from '../../../shared/domain/customer/customer-record.ts';
import { aCustomer } from '../../support/customers.ts';
import { httpDesk } from '../../support/http-desk.ts';

const given = async (records: readonly CustomerRecord[] = []) => {
  const desk = await httpDesk();
  const { customers } = desk;
  for (const record of records) await customers.save([{ record }]);
  const edit = (
    body: object,
    {
      customerId = 'cus_1',
      ...request
    }: { readonly customerId?: string; readonly as?: string; readonly headers?: Record<string, string> } = {},
  ) => desk.call('editCustomer', { params: { customerId }, body, ...request });
  const merge = (customerId: string, into: string, request: object = { as: 'boss' }) =>
    desk.call('mergeCustomers', { params: { customerId }, body: { into }, ...request });
  return { desk, customers, edit, merge };
};
const second = aCustomer({
  customerId: 'cus_2',
  name: 'Second',
  emails: ['second@example.com'],
  phones: ['+821011112222'],
});
const merged = aCustomer({ mergedInto: { customerId: 'cus_2', at: '2026-11-22T08:00:00.000Z', by: 'boss' } });
const addresses = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `${from + i}@example.com`);

describe('editCustomer', () => {
  it('saves what is given and keeps what is left out', async () => {
    const { edit, customers } = await given([aCustomer({ note: 'Old' })]);
    const { status, body, headers } = await edit({
      emails: ['Customer@Example.com', 'new@example.com'],
      phones: ['010-1234-5678', '+82 10 1234 5678'],
      note: null,
    });
    expect([status, headers['etag']]).toEqual([200, '"2"']);
    expect(body).toEqual({
      serviceId: 'support',
      customerId: 'cus_1',
      version: 2,
      name: 'A customer',
      emails: ['customer@example.com', 'new@example.com'],
      phones: ['+821012345678'],
      note: null,
      absorbed: [],
      mergedInto: null,
      createdAt: '2026-11-22T08:00:00.000Z',
    });
    expect(await customers.findByContact('support', { kind: 'phone', value: '+821012345678' })).toMatchObject({
      customerId: 'cus_1',
    });
  });

  it('makes no version when nothing would change', async () => {
    const { edit } = await given([aCustomer()]);
    expect(await edit({ name: 'A customer' })).toMatchObject({ status: 200, headers: { etag: '"1"' } });
  });

  it.each([
    [
      'an address of another customer',
      { emails: ['second@example.com'] },
      409,
      { code: 'contact_taken', kind: 'email', value: 'second@example.com', customerId: 'cus_2' },
    ],
    [
      'a number of another customer',
      { phones: ['010-1111-2222'] },
      409,
      { code: 'contact_taken', kind: 'phone', value: '+821011112222', customerId: 'cus_2' },
    ],
    ['a number that is none', { phones: ['010-1234-5678', 'nothing'] }, 400, { code: 'phone_invalid' }],
    ['nothing at all', {}, 400, { code: 'validation_failed' }],
    ['an unknown field', { colour: 'blue' }, 400, { code: 'validation_failed' }],
    ['more addresses than one may have', { emails: addresses(21) }, 400, { code: 'validation_failed' }],
    ['a note that is too long', { note: 'x'.repeat(1001) }, 400, { code: 'validation_failed' }],
  ])('refuses %s, and writes nothing', async (_name, body, status, problem) => {
    const { edit, customers } = await given([aCustomer(), second]);
    expect(await edit(body)).toMatchObject({ status, body: problem });
    expect(await customers.find('support', 'cus_1')).toEqual(aCustomer());
  });

  it('refuses who is unknown or was merged, and names the other', async () => {
    const { edit } = await given([merged, second]);
    expect(await edit({ name: 'New' }, { customerId: 'cus_9' })).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found' },
    });
    expect(await edit({ name: 'New' })).toMatchObject({
      status: 409,
      body: { code: 'customer_merged', into: 'cus_2' },
    });
  });

  it('tells the second of two who go by one version', async () => {
    const { edit } = await given([aCustomer()]);
    expect(await edit({ name: 'First' }, { headers: { 'if-match': '"1"' } })).toMatchObject({ status: 200 });
    expect(await edit({ name: 'Second' }, { headers: { 'if-match': '"1"' } })).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
    });
    expect(await edit({ name: 'Third' })).toMatchObject({ status: 200, body: { name: 'Third', version: 3 } });
  });
});

describe('mergeCustomers', () => {
  it('is for administrators', async () => {
    const { merge, customers } = await given([aCustomer(), second]);
    expect(await merge('cus_1', 'cus_2', { as: 'first' })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await customers.find('support', 'cus_1')).toEqual(aCustomer());
  });

  it('gives the other all addresses, numbers and tickets', async () => {
    const { desk, merge } = await given([aCustomer({ phones: ['+821012345678'] }), second]);
    const mine = await desk.create({ customer: { phone: '010-1234-5678' } });
    const theirs = await desk.create({ customer: { email: 'second@example.com' } });
    expect(await merge('cus_1', 'cus_2')).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: {
        customerId: 'cus_2',
        name: 'Second',
        emails: ['second@example.com', 'customer@example.com'],
        phones: ['+821011112222', '+821012345678'],
        absorbed: ['cus_1'],
      },
    });
    for (const customerId of ['cus_1', 'cus_2'])
      expect((await desk.call('listCustomerTickets', { params: { customerId } })).body).toMatchObject({
        rows: [{ number: theirs }, { number: mine }],
        nextCursor: null,
      });
    expect(await desk.call('findCustomer', { query: { email: 'customer@example.com' } })).toMatchObject({
      body: { customers: [{ customerId: 'cus_2' }] },
    });
    expect(await desk.call('getCustomer', { params: { customerId: 'cus_1' } })).toMatchObject({
      status: 200,
      body: { mergedInto: 'cus_2', version: 2 },
    });
    const next = await desk.create({ customer: { email: 'customer@example.com' } });
    expect(await desk.call('getTicket', { params: { number: next } })).toMatchObject({ body: { customerId: 'cus_2' } });
  });

  it('gives a repeated request the same answer', async () => {
    const { merge, customers } = await given([aCustomer(), second]);
    const first = await merge('cus_1', 'cus_2', { as: 'boss', headers: { 'if-match': '"1"' } });
    expect(await merge('cus_1', 'cus_2', { as: 'boss', headers: { 'if-match': '"1"' } })).toEqual(first);
    expect(await customers.find('support', 'cus_2')).toMatchObject({ version: 2 });
  });

  it.each([
    ['a customer into itself', [aCustomer()], ['cus_1', 'cus_1'], {}, 409, { code: 'customers_same' }],
    ['who is unknown', [second], ['cus_1', 'cus_2'], {}, 404, { code: 'customer_not_found' }],
    ['into one who is unknown', [aCustomer()], ['cus_1', 'cus_2'], {}, 404, { code: 'customer_not_found' }],
    [
      'who was merged into a third',
      [merged, second, aCustomer({ customerId: 'cus_3', emails: [] })],
      ['cus_1', 'cus_3'],
      {},
      409,
      { code: 'customer_merged', into: 'cus_2' },
    ],
    [
      'into one who was merged',
      [merged, second],
      ['cus_2', 'cus_1'],
      {},
      409,
      { code: 'customer_merged', into: 'cus_2' },
    ],
    [
      'into one who has too many addresses then',
      [aCustomer({ emails: addresses(11) }), aCustomer({ customerId: 'cus_2', emails: addresses(10, 20) })],
      ['cus_1', 'cus_2'],
      {},
      409,
      { code: 'too_many_contacts', limit: 20 },
    ],
    [
      'who has changed since',
      [aCustomer({ version: 1 }), second],
      ['cus_1', 'cus_2'],
      { 'if-match': '"7"' },
      412,
      { code: 'version_conflict', expectedVersion: 7, actualVersion: 1 },
    ],
  ])('refuses to merge %s', async (_name, records, [customerId, into], headers, status, problem) => {
    const { merge } = await given(records);
    expect(await merge(customerId!, into!, { as: 'boss', headers })).toMatchObject({ status, body: problem });
  });
});

describe('on the engine, with others at work', () => {
  it('given edits and merges of four customers at once, then no contact is lost or doubled and each loser is told why', async () => {
    const ids = ['cus_1', 'cus_2', 'cus_3', 'cus_4'];
    const { merge, edit, customers } = await given(
      ids.map((customerId) => aCustomer({ customerId, emails: [`${customerId}@example.com`] })),
    );
    const answers = await Promise.all([
      merge('cus_1', 'cus_2'),
      merge('cus_2', 'cus_3'),
      merge('cus_3', 'cus_1'),
      merge('cus_4', 'cus_1'),
      ...ids.map((customerId) => edit({ note: `Note on ${customerId}` }, { customerId })),
    ]);
    for (const { status, body } of answers)
      expect([200, 'customer_merged', 'conflict_try_again']).toContain(status === 200 ? 200 : body['code']);
    const records = (await Promise.all(ids.map((customerId) => customers.find('support', customerId)))).flatMap(
      (record) => record ?? [],
    );
    const living = records.filter(({ mergedInto }) => mergedInto === undefined);
    expect(living.length).toBeGreaterThan(0);
    expect(living.flatMap(({ emails }) => emails).toSorted()).toEqual(ids.map((id) => `${id}@example.com`));
    for (const record of living)
      for (const value of record.emails)
        expect(await customers.findByContact('support', { kind: 'email', value })).toEqual(record);
  });
});
