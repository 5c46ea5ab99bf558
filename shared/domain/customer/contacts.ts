import type { Contact, CustomerRecord } from './customer-record.ts';

/**
 * Normalizes an address for comparison: trimmed, NFC, lower case. Dots and `+…` stay, since only its provider knows
 * whether they matter.
 */
export const normalizeEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/**
 * The contacts by which a customer is found. A merged customer keeps its contacts on the record, but they lead to the
 * other customer.
 */
export const contactsOf = ({
  emails,
  phones,
  mergedInto,
}: Pick<CustomerRecord, 'emails' | 'phones' | 'mergedInto'>): readonly Contact[] =>
  mergedInto === undefined
    ? [
        ...emails.map((value) => ({ kind: 'email' as const, value })),
        ...phones.map((value) => ({ kind: 'phone' as const, value })),
      ]
    : [];

export const isSameContact = (a: Contact, b: Contact): boolean => a.kind === b.kind && a.value === b.value;

export const hasContact = (record: CustomerRecord, contact: Contact): boolean =>
  contactsOf(record).some((other) => isSameContact(other, contact));
