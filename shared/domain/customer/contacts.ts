import type { Contact, CustomerRecord } from './customer-record.ts';

/**
 * As addresses are compared: without spaces around, NFC, lower case. Dots and `+…` stay: only its provider knows what
 * they mean.
 */
export const normalizeEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/**
 * What this customer is found by. One that was merged keeps its contacts for the record, but they are the other's now.
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
