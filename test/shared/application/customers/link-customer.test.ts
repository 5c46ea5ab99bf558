import { dynamoCustomerRepository } from '../../../../shared/adapters/dynamodb/customer-repository.ts';
import { memoryCustomerRepository } from '../../../support/memory/memory-customer-repository.ts';
import { libPhoneNumbers } from '../../../../shared/adapters/phone/phone-numbers.ts';
import { linkCustomer } from '../../../../shared/application/customers/link-customer.ts';
import type { CustomerRepository } from '../../../../shared/application/ports/customers.ts';
import { WriteContentionError } from '../../../../shared/application/ports/tickets.ts';
import { steppingClock } from '../../../support/clock.ts';
import { aCustomer } from '../../../support/customers.ts';
import { startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aService } from '../../../support/tickets.ts';

const service = aService();
const now = '2026-11-22T09:00:00.000Z';
const given = async (...records: readonly ReturnType<typeof aCustomer>[]) => {
  const customers = memoryCustomerRepository();
  for (const record of records) await customers.save([{ record }]);
  return { customers, link: linkCustomer({ customers, phoneNumbers: libPhoneNumbers, clock: steppingClock() }) };
};

it('makes a customer of somebody new, with address and number as they are compared', async () => {
  const { customers, link } = await given();
  expect(await link(service, { name: 'Mina', email: ' Mina@Example.COM', phone: '010-1234-5678' }, now)).toEqual({
    ok: true,
    value: { customer: { name: 'Mina', email: 'mina@example.com', phone: '+821012345678' }, customerId: 'cus_000001' },
  });
  expect([...customers.records.values()]).toEqual([
    {
      serviceId: 'support',
      customerId: 'cus_000001',
      version: 1,
      name: 'Mina',
      emails: ['mina@example.com'],
      phones: ['+821012345678'],
      absorbed: [],
      createdAt: now,
    },
  ]);
});

it('finds them again by either, and writes nothing when nothing is new', async () => {
  const known = aCustomer({ phones: ['+821012345678'] });
  const { customers, link } = await given(known);
  expect(await link(service, { name: 'Another name', email: 'CUSTOMER@example.com' }, now)).toMatchObject({
    ok: true,
    value: { customerId: 'cus_1', customer: { name: 'Another name' } },
  });
  expect(await link(service, { phone: '+82 10 1234 5678' }, now)).toMatchObject({
    ok: true,
    value: { customerId: 'cus_1' },
  });
  expect([...customers.records.values()]).toEqual([known]);
});

it('adds what a known customer did not have', async () => {
  const { name: _name, ...nameless } = aCustomer();
  const { customers, link } = await given(nameless);
  await link(service, { name: 'Mina', email: 'customer@example.com', phone: '010-1234-5678' }, now);
  expect(customers.records.get('support#cus_1')).toEqual(
    aCustomer({ version: 2, name: 'Mina', phones: ['+821012345678'] }),
  );
});

const [byEmail, byPhone] = [aCustomer(), aCustomer({ customerId: 'cus_2', emails: [], phones: ['+821012345678'] })];
it.each([
  ['email', 'cus_1'],
  ['phone', 'cus_2'],
] as const)(
  'given address and number of two customers, then by %s it is %s, and neither takes from the other',
  async (by, customerId) => {
    const { customers, link } = await given(byEmail, byPhone);
    expect(await link(service, { email: 'customer@example.com', phone: '+821012345678' }, now, { by })).toMatchObject({
      ok: true,
      value: { customerId },
    });
    expect([...customers.records.values()]).toEqual([byEmail, byPhone]);
  },
);

it('follows a merge to the one who goes on', async () => {
  const { link } = await given(
    aCustomer({ mergedInto: { customerId: 'cus_2', at: now, by: 'boss' } }),
    aCustomer({ customerId: 'cus_2', emails: ['second@example.com', 'customer@example.com'], absorbed: ['cus_1'] }),
  );
  expect(await link(service, { email: 'customer@example.com' }, now)).toMatchObject({
    ok: true,
    value: { customerId: 'cus_2' },
  });
});

it('knows nobody without address and number, and refuses a number that is none', async () => {
  const { customers, link } = await given();
  expect(await link(service, { name: 'Somebody' }, now)).toEqual({
    ok: true,
    value: { customer: { name: 'Somebody' } },
  });
  expect(await link(service, { email: 'a@example.com', phone: 'none' }, now)).toEqual({
    ok: false,
    error: { code: 'phone_invalid', phone: 'none' },
  });
  expect(customers.records.size).toBe(0);
});

it.each<[string, CustomerRepository['save']]>([
  ['changes at the same time', async () => ({ kind: 'changed', customerId: 'cus_1', actual: 9 })],
  ['is written by too many', () => Promise.reject(new WriteContentionError('again and again'))],
])('given a record that %s, then the customer is found all the same', async (_name, save) => {
  const { customers } = await given(aCustomer());
  const busy: CustomerRepository = { ...customers, save };
  const result = await linkCustomer({ customers: busy, phoneNumbers: libPhoneNumbers, clock: steppingClock() })(
    service,
    { email: 'customer@example.com', phone: '010-1234-5678' },
    now,
  );
  expect(result).toMatchObject({ ok: true, value: { customerId: 'cus_1' } });
});

it('given an owner who is never to be found, then it gives up', async () => {
  const { customers } = await given();
  const torn: CustomerRepository = {
    ...customers,
    save: async () => ({
      kind: 'contact_taken',
      contact: { kind: 'email', value: 'a@example.com' },
      customerId: 'cus_9',
    }),
  };
  await expect(
    linkCustomer({ customers: torn, phoneNumbers: libPhoneNumbers, clock: steppingClock() })(
      service,
      { email: 'a@example.com' },
      now,
    ),
  ).rejects.toThrow(WriteContentionError);
});

it('given twelve first inquiries of one person at once, then there is one customer of them all', async () => {
  const engine = await startDynamoEngine();
  try {
    const customers = dynamoCustomerRepository({
      ...engine,
      backoff: (attempt) =>
        new Promise((resolve) => {
          setTimeout(resolve, attempt * 5);
        }),
    });
    const link = linkCustomer({ customers, phoneNumbers: libPhoneNumbers, clock: steppingClock() });
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        link(
          service,
          i % 2 === 0 ? { email: 'mina@example.com', phone: '010-1234-5678' } : { email: 'Mina@example.com' },
          now,
        ),
      ),
    );
    const ids = new Set(results.map((result) => (result.ok ? result.value.customerId : result.error.code)));
    expect(ids.size).toBe(1);
    expect(await customers.findByContact('support', { kind: 'email', value: 'mina@example.com' })).toMatchObject({
      customerId: [...ids][0],
    });
  } finally {
    await engine.stop();
  }
});
