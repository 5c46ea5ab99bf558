import {
  givenContacts,
  learn,
  newCustomer,
  unknownContacts,
} from '../../../../shared/domain/customer/link-customer.ts';
import { aCustomer } from '../../../support/customers.ts';

const email = { kind: 'email', value: 'a@example.com' } as const;
const phone = { kind: 'phone', value: '+821012345678' } as const;

it('tries the e-mail address first, or the phone number', () => {
  const given = { email: email.value, phone: phone.value };
  expect([givenContacts(given, 'email'), givenContacts(given, 'phone'), givenContacts({ name: 'A' }, 'email')]).toEqual(
    [[email, phone], [phone, email], []],
  );
});

it('makes a record of who asks for the first time, with a name that fits', () => {
  expect(newCustomer('support', 'cus_1', { name: `${'a'.repeat(99)}😀`, phone: phone.value }, 'now')).toEqual({
    serviceId: 'support',
    customerId: 'cus_1',
    version: 1,
    name: 'a'.repeat(99),
    emails: [],
    phones: [phone.value],
    absorbed: [],
    createdAt: 'now',
  });
});

it('given a contact that is there, or no room for it, then it is not new', () => {
  const full = aCustomer({ emails: Array.from({ length: 20 }, (_, i) => `${i}@example.com`) });
  expect(unknownContacts(aCustomer({ emails: [email.value] }), [email, phone])).toEqual([phone]);
  expect(unknownContacts(full, [email, phone])).toEqual([phone]);
});

it('learns contacts, and a name only where there was none', () => {
  expect(learn(aCustomer({ name: 'Known', emails: [] }), { name: 'Other' }, [email, phone])).toEqual(
    aCustomer({ name: 'Known', version: 2, emails: [email.value], phones: [phone.value] }),
  );
  const { name: _name, ...nameless } = aCustomer();
  expect(learn(nameless, { name: 'Named' }, [])).toMatchObject({ version: 2, name: 'Named' });
  expect(learn(aCustomer(), { name: 'Other' }, [])).toBeUndefined();
});
