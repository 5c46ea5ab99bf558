import type { CustomerView } from '../../../../../web/src/desk/customers/find-customers.ts';
import { ProblemError } from '../../../../../web/src/desk/api/problem-error.ts';
import { checkCustomer, customerFaultsOf } from '../../../../../web/src/panels/customer/check-customer.ts';
import { contactsLike } from '../../../../../web/src/panels/customer/contacts-like.ts';
import {
  changesOf,
  conflictsOf,
  pendingEdits,
  tidyContacts,
  typedAs,
  type CustomerEdits,
  type CustomerKey,
} from '../../../../../web/src/panels/customer/customer-values.ts';
import type { TicketValue } from '../../../../../web/src/desk/fields/field-values.ts';

const aRecord = (over: Partial<CustomerView> = {}): CustomerView => ({
  serviceId: 'shop',
  customerId: 'cus_1',
  version: 3,
  name: 'Sora',
  emails: ['sora@example.com'],
  phones: [],
  note: null,
  absorbed: [],
  mergedInto: null,
  createdAt: '2026-11-22T01:00:00.000Z',
  ...over,
});
/** What was typed into a record as it was. */
const typedInto = (record: CustomerView, typed: Partial<Record<CustomerKey, TicketValue>>): CustomerEdits =>
  new Map(
    Object.entries(typed).map(([key, mine]) => [
      key as CustomerKey,
      { base: record[key as CustomerKey] as TicketValue, mine, seen: record.version },
    ]),
  );

describe('what is saved', () => {
  test.each([
    ['empty and repeated ones are left out', 'emails', ['a@example.com', ' ', 'A@Example.com '], ['a@example.com']],
    ['numbers stay as they were typed', 'phones', [' 010-1234-5678 ', ''], ['010-1234-5678']],
  ] as const)('of a list: %s', (_, key, typed, saved) => {
    expect(tidyContacts(key, typed)).toEqual(saved);
  });

  test('given nothing but space around and another case, then nothing', () => {
    const record = aRecord({ note: 'Calls back' });
    const edits = typedInto(record, { name: ' Sora ', emails: ['SORA@example.com'], note: 'Calls back\n' });
    expect(pendingEdits(record, edits).size).toBe(0);
  });

  test('given what is emptied, then it is taken away', () => {
    const record = aRecord({ note: 'Calls back' });
    expect(changesOf(typedInto(record, { name: '  ', note: null, emails: [] }))).toEqual({
      name: null,
      note: null,
      emails: [],
    });
  });
});

describe('given somebody else changed the record', () => {
  const before = aRecord();
  const edits = typedInto(before, { name: 'Sora Park', note: 'Calls back' });

  test('then a value that they changed is a conflict, and another is none', () => {
    const now = aRecord({ version: 4, name: 'S. Park' });
    expect([...conflictsOf(now, pendingEdits(now, edits)).keys()]).toEqual(['name']);
  });

  test('then the very same value is none', () => {
    const now = aRecord({ version: 4, name: 'Sora Park' });
    expect(conflictsOf(now, pendingEdits(now, edits)).size).toBe(0);
  });
});

describe('what is wrong is told at its value', () => {
  test('by the contract, before it is sent', () => {
    const faults = checkCustomer(
      typedInto(aRecord(), { emails: ['sora@example.com', 'nobody'], phones: ['12'], name: 'n'.repeat(101) }),
    );
    expect(faults.get('emails')).toEqual([{ value: 'nobody', fault: 'email_invalid' }]);
    expect(faults.get('phones')).toEqual([{ value: '12', fault: 'phone_invalid' }]);
    expect(faults.get('name')).toHaveLength(1);
    expect(checkCustomer(typedInto(aRecord(), { name: 'Park', phones: ['010-1234-5678'] })).size).toBe(0);
  });

  test.each([
    ['010-1234-5678', '+821012345678'],
    ['+82 10 1234 5678', '+821012345678'],
    ['(202) 555-0190', '+12025550190'],
  ])('%s is what was typed of %s', (typed, number) => {
    expect(typedAs(number, ['010-0000-0000', typed])).toBe(typed);
    expect(typedAs(number, ['010-0000-0000', ''])).toBeUndefined();
  });

  const refusal = (code: string, members: Record<string, string>) =>
    new ProblemError({ type: 'about:blank', title: code, status: 409, code, ...members }, 409);
  test('by the API, also of a number that it reads in another way', () => {
    const pending = typedInto(aRecord(), { phones: ['02-555-0100', '010-1234-5678'] });
    const taken = { kind: 'phone', value: '+821012345678', customerId: 'cus_2' };
    expect(customerFaultsOf(refusal('contact_taken', taken), pending).get('phones')).toEqual([
      { value: '010-1234-5678', fault: 'contact_taken', owner: 'cus_2' },
    ]);
    expect(customerFaultsOf(refusal('phone_invalid', { phone: '02-555-0100' }), pending).get('phones')).toEqual([
      { value: '02-555-0100', fault: 'phone_invalid' },
    ]);
    expect(customerFaultsOf(refusal('customer_merged', {}), pending).size).toBe(0);
  });
});

describe('customers by a part of what tickets say of them', () => {
  const sora = { name: 'Sora Kim', email: 'sora@example.com', phone: '+821012345678' };
  const caller = { name: '김소라', phone: '+821099991111' };
  test.each([
    ['a name in any case', 'sORa k', [{ email: 'sora@example.com' }]],
    ['a name in decomposed letters', '소라'.normalize('NFD'), [{ phone: '+821099991111' }]],
    ['an address', 'sora@', [{ email: 'sora@example.com' }]],
    ['nothing of the kind', 'minjun', []],
  ])('by %s', (_, text, found) => {
    expect(contactsLike(text, [sora, caller, sora])).toEqual(found);
  });

  test('six at most', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ name: 'Sora', email: `sora${index}@example.com` }));
    expect(contactsLike('sora', many)).toHaveLength(6);
  });
});
