import * as fc from 'fast-check';
import { contactsOf } from '../../../../shared/domain/customer/contacts.ts';
import { mergeCustomers } from '../../../../shared/domain/customer/merge-customers.ts';
import { aCustomer } from '../../../support/customers.ts';

const merging = { by: 'boss', at: '2026-11-22T09:00:00.000Z' };
const other = (over = {}) => aCustomer({ customerId: 'cus_2', emails: ['second@example.com'], ...over });
const addresses = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `${from + i}@example.com`);

it('gives the one who goes on all contacts, and the other a sign to it', () => {
  const merged = mergeCustomers(
    aCustomer({ phones: ['+821012345678'], note: 'Calls early', absorbed: ['cus_0'] }),
    other({ name: undefined, note: 'Pays late', version: 4 }),
    merging,
  );
  expect(merged).toMatchObject({
    ok: true,
    value: {
      from: { customerId: 'cus_1', version: 2, mergedInto: { customerId: 'cus_2', ...merging } },
      into: {
        customerId: 'cus_2',
        version: 5,
        name: 'A customer',
        emails: ['second@example.com', 'customer@example.com'],
        phones: ['+821012345678'],
        note: 'Pays late\nCalls early',
        absorbed: ['cus_1', 'cus_0'],
      },
    },
  });
});

it('keeps the name of the one who goes on, and a note that fits', () => {
  const merged = mergeCustomers(
    aCustomer({ note: 'a'.repeat(1000) }),
    other({ name: 'Second', note: 'b'.repeat(600) }),
    merging,
  );
  expect(
    merged.ok && [merged.value.into.name, merged.value.into.note?.length, merged.value.into.note?.slice(0, 602)],
  ).toEqual(['Second', 1000, `${'b'.repeat(600)}\na`]);
});

const gone = { customerId: 'cus_9', at: '2026-11-01T09:00:00.000Z', by: 'boss' };
it.each([
  ['itself', aCustomer(), aCustomer(), { code: 'customers_same' }],
  [
    'another, when it was merged already',
    aCustomer({ mergedInto: gone }),
    other(),
    { code: 'customer_merged', customerId: 'cus_1', into: 'cus_9' },
  ],
  [
    'one that was merged already',
    aCustomer(),
    other({ mergedInto: gone }),
    { code: 'customer_merged', customerId: 'cus_2', into: 'cus_9' },
  ],
  [
    'another, when they have too many addresses together',
    aCustomer({ emails: addresses(11) }),
    other({ emails: addresses(10, 20) }),
    { code: 'too_many_contacts', limit: 20 },
  ],
  [
    'another, when they have too many numbers together',
    aCustomer({ phones: addresses(11) }),
    other({ phones: addresses(10, 20) }),
    { code: 'too_many_contacts', limit: 20 },
  ],
  [
    'one who has absorbed enough',
    aCustomer(),
    other({ absorbed: addresses(10) }),
    { code: 'too_many_contacts', limit: 10 },
  ],
])('is refused into %s', (_name, from, into, error) => {
  expect(mergeCustomers(from, into, merging)).toEqual({ ok: false, error });
});

it('loses no contact and doubles none', () => {
  const contacts = fc.uniqueArray(fc.constantFrom(...addresses(12)), { maxLength: 10 });
  fc.assert(
    fc.property(contacts, contacts, (mine, theirs) => {
      const [from, into] = [
        aCustomer({ emails: mine }),
        other({ emails: theirs.filter((email) => !mine.includes(email)) }),
      ];
      const merged = mergeCustomers(from, into, merging);
      if (!merged.ok) throw new Error(merged.error.code);
      expect(contactsOf(merged.value.from)).toEqual([]);
      expect(merged.value.into.emails.toSorted()).toEqual([...from.emails, ...into.emails].toSorted());
    }),
  );
});
