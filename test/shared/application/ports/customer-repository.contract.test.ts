import { randomUUID } from 'node:crypto';
import { dynamoCustomerRepository } from '../../../../shared/adapters/dynamodb/customer-repository.ts';
import { memoryCustomerRepository } from '../../../support/memory/memory-customer-repository.ts';
import type { CustomerRepository } from '../../../../shared/application/ports/customers.ts';
import { mergeCustomers } from '../../../../shared/domain/customer/merge-customers.ts';
import { aCustomer } from '../../../support/customers.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const ADAPTERS: Record<string, () => CustomerRepository> = {
  memory: memoryCustomerRepository,
  dynamodb: () => dynamoCustomerRepository({ ...engine, backoff: async () => {} }),
};
const email = (value: string) => ({ kind: 'email' as const, value });
const phone = (value: string) => ({ kind: 'phone' as const, value });

describe.each(Object.entries(ADAPTERS))('CustomerRepository in %s', (_name, make) => {
  let customers: CustomerRepository;
  let serviceId: string;
  beforeEach(() => {
    customers = make();
    serviceId = randomUUID();
  });
  const one = (over = {}) => aCustomer({ serviceId, phones: ['+821012345678'], note: 'Calls early', ...over });
  const two = (over = {}) => aCustomer({ serviceId, customerId: 'cus_2', emails: ['second@example.com'], ...over });

  it('finds a customer by id and by each contact, in its own service alone', async () => {
    expect(await customers.save([{ record: one() }])).toEqual({ kind: 'saved' });
    expect(await customers.find(serviceId, 'cus_1')).toEqual(one());
    expect(await customers.findByContact(serviceId, email('customer@example.com'))).toEqual(one());
    expect(await customers.findByContact(serviceId, phone('+821012345678'))).toEqual(one());
    expect(await customers.findOwner(serviceId, phone('+821012345678'))).toBe('cus_1');
    expect(await customers.findOwner(serviceId, email('+821012345678'))).toBeUndefined();
    expect(await customers.findByContact(serviceId, email('+821012345678'))).toBeUndefined();
    expect(await customers.findByContact(`${serviceId}-b`, email('customer@example.com'))).toBeUndefined();
    expect(await customers.find(serviceId, 'cus_9')).toBeUndefined();
  });

  it('lets go of a contact that was taken away, and another may have it', async () => {
    await customers.save([{ record: one() }]);
    const without = one({ version: 2, emails: ['new@example.com'], phones: [] });
    expect(await customers.save([{ record: without, before: one() }])).toEqual({ kind: 'saved' });
    expect(await customers.findByContact(serviceId, email('customer@example.com'))).toBeUndefined();
    expect(await customers.findByContact(serviceId, email('new@example.com'))).toEqual(without);
    expect(
      await customers.save([{ record: two({ emails: ['customer@example.com'], phones: ['+821012345678'] }) }]),
    ).toEqual({ kind: 'saved' });
    expect(await customers.findByContact(serviceId, phone('+821012345678'))).toMatchObject({ customerId: 'cus_2' });
    expect(await customers.findOwner(serviceId, email('customer@example.com'))).toBe('cus_2');
  });

  it('refuses a contact of another customer, says whose it is, and writes nothing', async () => {
    await customers.save([{ record: one() }]);
    const refused = await customers.save([{ record: two({ phones: ['+821012345678'] }) }]);
    expect(refused).toEqual({ kind: 'contact_taken', contact: phone('+821012345678'), customerId: 'cus_1' });
    expect(await customers.find(serviceId, 'cus_2')).toBeUndefined();
    expect(await customers.findByContact(serviceId, email('second@example.com'))).toBeUndefined();
  });

  it('refuses a record that has changed, and one that is there already', async () => {
    await customers.save([{ record: one() }]);
    await customers.save([{ record: one({ version: 2, name: 'First' }), before: one() }]);
    expect(await customers.save([{ record: one({ version: 2, name: 'Second' }), before: one() }])).toEqual({
      kind: 'changed',
      customerId: 'cus_1',
      actual: 2,
    });
    expect(await customers.save([{ record: one({ emails: [], phones: [] }) }])).toEqual({
      kind: 'changed',
      customerId: 'cus_1',
      actual: 2,
    });
    expect(await customers.save([{ record: two({ version: 2 }), before: two() }])).toEqual({
      kind: 'changed',
      customerId: 'cus_2',
      actual: 0,
    });
    expect(await customers.find(serviceId, 'cus_1')).toMatchObject({ name: 'First' });
  });

  it('hands contacts over in a merge, again and again', async () => {
    const all = [
      one(),
      two(),
      aCustomer({ serviceId, customerId: 'cus_3', emails: ['third@example.com'], phones: ['+821011112222'] }),
    ];
    for (const record of all) await customers.save([{ record }]);
    const merge = async (fromId: string, intoId: string) => {
      const [from, into] = [(await customers.find(serviceId, fromId))!, (await customers.find(serviceId, intoId))!];
      const merged = mergeCustomers(from, into, { by: 'boss', at: '2026-11-22T09:00:00.000Z' });
      if (!merged.ok) throw new Error(merged.error.code);
      return customers.save([
        { record: merged.value.into, before: into },
        { record: merged.value.from, before: from },
      ]);
    };
    expect([await merge('cus_1', 'cus_2'), await merge('cus_2', 'cus_3')]).toEqual([
      { kind: 'saved' },
      { kind: 'saved' },
    ]);
    for (const contact of [
      email('customer@example.com'),
      email('second@example.com'),
      phone('+821012345678'),
      phone('+821011112222'),
    ])
      expect(await customers.findByContact(serviceId, contact)).toMatchObject({
        customerId: 'cus_3',
        absorbed: ['cus_2', 'cus_1'],
      });
    expect(await customers.find(serviceId, 'cus_1')).toMatchObject({
      version: 2,
      mergedInto: { customerId: 'cus_2', by: 'boss' },
      emails: ['customer@example.com'],
    });
  });

  it('takes customers with as many contacts as one may have', async () => {
    const emails = Array.from({ length: 20 }, (_, i) => `${i}@example.com`);
    const phones = Array.from({ length: 20 }, (_, i) => `+8210000000${String(i).padStart(2, '0')}`);
    expect(await customers.save([{ record: one({ emails, phones }) }])).toEqual({ kind: 'saved' });
    expect(await customers.findByContact(serviceId, phone('+821000000019'))).toMatchObject({ emails, phones });
  });

  it('given ten at once for one address, then one is made and the others hear of it', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => customers.save([{ record: one({ customerId: `cus_${i}` }) }])),
    );
    expect(outcomes.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    const owner = (await customers.findByContact(serviceId, email('customer@example.com')))!.customerId;
    for (const outcome of outcomes)
      expect([
        { kind: 'saved' },
        { kind: 'contact_taken', contact: email('customer@example.com'), customerId: owner },
      ]).toContainEqual(outcome);
  });
});
