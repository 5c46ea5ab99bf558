import type { editCustomer } from '../../../../shared/contracts/http/customers.ts';
import { normalizeEmail } from '../../../../shared/domain/customer/contacts.ts';
import type { InputOf } from '../../desk/api/call-operation.ts';
import type { CustomerView } from '../../desk/customers/find-customers.ts';
import { isSame, type TicketValue } from '../../desk/fields/field-values.ts';
import type { Edit } from '../../desk/edits/shelf.ts';

/** The values of a customer's record that agents edit, in the order in which they are shown. */
export const CUSTOMER_KEYS = ['name', 'emails', 'phones', 'note'] as const;
export type CustomerKey = (typeof CUSTOMER_KEYS)[number];
export type ContactsKey = 'emails' | 'phones';
export const isContactsKey = (key: CustomerKey): key is ContactsKey => key === 'emails' || key === 'phones';

export type CustomerEdits = ReadonlyMap<CustomerKey, Edit>;
/** What is wrong with a value; of a list with one of its texts, or with null: with the list. */
export type CustomerFault = {
  readonly value: string | null;
  /** The code of a refusal, or what a rule of the contract says. */
  readonly fault: string;
  /** Who has the address or number already. */
  readonly owner?: string;
};
export type CustomerFaults = ReadonlyMap<CustomerKey, readonly CustomerFault[]>;

export const valueOf = (record: CustomerView, key: CustomerKey): TicketValue => record[key];

/** The texts of a list as they are saved: without empty and repeated ones, addresses as the desk compares them. */
export const tidyContacts = (key: ContactsKey, texts: readonly string[]): readonly string[] => [
  ...new Set(
    texts.map((text) => (key === 'emails' ? normalizeEmail(text) : text.trim())).filter((text) => text !== ''),
  ),
];

/** A typed value as it is saved. */
export const tidyValue = (key: CustomerKey, value: TicketValue): TicketValue => {
  if (isContactsKey(key)) return tidyContacts(key, value as readonly string[]);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
};

/** The edits that would change the record. */
export const pendingEdits = (record: CustomerView, edits: CustomerEdits): CustomerEdits =>
  new Map([...edits].filter(([key, { mine }]) => !isSame(tidyValue(key, mine), valueOf(record, key))));

/** The pending edits whose value somebody else has changed since the agent saw it. */
export const conflictsOf = (record: CustomerView, pending: CustomerEdits): CustomerEdits =>
  new Map([...pending].filter(([key, { base }]) => !isSame(base, valueOf(record, key))));

type CustomerChanges = InputOf<typeof editCustomer>['body'];

/** The body of the request that saves these edits. */
export const changesOf = (pending: CustomerEdits): CustomerChanges =>
  Object.fromEntries([...pending].map(([key, { mine }]) => [key, tidyValue(key, mine)])) as CustomerChanges;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * Which of the typed numbers the API means by a whole one, such as `+821012345678`: it reads a number without a country
 * as one of the service's, so a typed one has its last digits.
 */
export const typedAs = (number: string, typed: readonly string[]): string | undefined =>
  typed.find((text) => {
    const digits = digitsOf(text).replace(/^0+/, '');
    return digits !== '' && digitsOf(number).endsWith(digits);
  });
