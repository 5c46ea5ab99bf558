import { contactsOf, hasContact, normalizeEmail } from '../../../../shared/domain/customer/contacts.ts';
import { aCustomer } from '../../../support/customers.ts';

it.each([
  ['Customer@Example.COM ', 'customer@example.com'],
  ['a.b+news@example.com', 'a.b+news@example.com'],
  ['cafe\u0301@example.com', 'caf\u00e9@example.com'],
])('compares %j as %s', (email, expected) => {
  expect(normalizeEmail(email)).toBe(expected);
});

it('finds a customer by addresses and numbers, and a merged one by nothing', () => {
  const record = aCustomer({ emails: ['a@example.com', 'b@example.com'], phones: ['+821012345678'] });
  expect(contactsOf(record)).toEqual([
    { kind: 'email', value: 'a@example.com' },
    { kind: 'email', value: 'b@example.com' },
    { kind: 'phone', value: '+821012345678' },
  ]);
  const merged = { ...record, mergedInto: { customerId: 'cus_2', at: '2026-11-22T09:00:00.000Z', by: 'boss' } };
  expect([
    contactsOf(merged),
    hasContact(record, { kind: 'email', value: 'b@example.com' }),
    hasContact(merged, { kind: 'email', value: 'b@example.com' }),
  ]).toEqual([[], true, false]);
});
