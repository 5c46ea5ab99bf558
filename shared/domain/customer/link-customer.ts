import type { Customer } from '../ticket/ticket.ts';
import { hasContact } from './contacts.ts';
import { CONTACTS_LIMIT, CUSTOMER_NAME_LENGTH, type Contact, type CustomerRecord } from './customer-record.ts';
import { fitText } from '../kernel/plain-text.ts';

/**
 * The contacts of an inquiry in the order in which customers are searched by them; e-mail and phone are normalized
 * already.
 */
export const givenContacts = ({ email, phone }: Customer, first: Contact['kind']): readonly Contact[] => {
  const given: readonly Contact[] = [
    ...(email === undefined ? [] : [{ kind: 'email' as const, value: email }]),
    ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]),
  ];
  return first === 'email' ? given : given.toReversed();
};

/** The record of a new customer. */
export const newCustomer = (
  serviceId: string,
  customerId: string,
  { name, email, phone }: Customer,
  at: string,
): CustomerRecord => ({
  serviceId,
  customerId,
  version: 1,
  ...(name === undefined ? {} : { name: fitText(name, CUSTOMER_NAME_LENGTH) }),
  emails: email === undefined ? [] : [email],
  phones: phone === undefined ? [] : [phone],
  absorbed: [],
  createdAt: at,
});

/** Contacts that the record lacks and has room for. */
export const unknownContacts = (record: CustomerRecord, given: readonly Contact[]): readonly Contact[] =>
  given.filter(
    (contact) =>
      !hasContact(record, contact) &&
      (contact.kind === 'email' ? record.emails : record.phones).length < CONTACTS_LIMIT,
  );

/** What an inquiry adds to a known customer: new contacts, and a name if there was none. Undefined: nothing new. */
export const learn = (
  record: CustomerRecord,
  { name }: Customer,
  contacts: readonly Contact[],
): CustomerRecord | undefined => {
  const named = name !== undefined && record.name === undefined;
  if (!named && contacts.length === 0) return undefined;
  const added = (kind: Contact['kind']) =>
    contacts.filter((contact) => contact.kind === kind).map(({ value }) => value);
  return {
    ...record,
    version: record.version + 1,
    ...(named ? { name: fitText(name, CUSTOMER_NAME_LENGTH) } : {}),
    emails: [...record.emails, ...added('email')],
    phones: [...record.phones, ...added('phone')],
  };
};
