/** Whoever asks, as a service knows them: found by any of their addresses or numbers. */
export type CustomerRecord = {
  readonly serviceId: string;
  readonly customerId: string;
  /** Grows by one with each change. */
  readonly version: number;
  /** At most 100 characters. */
  readonly name?: string;
  /** Lower case; each belongs to one customer of the service. */
  readonly emails: readonly string[];
  /** E.164; each belongs to one customer of the service. */
  readonly phones: readonly string[];
  /** At most 1,000 characters. */
  readonly note?: string;
  /** Customers that were merged into this one: their tickets are its tickets. */
  readonly absorbed: readonly string[];
  /** Set once it was merged into another: it is no customer of its own any more. */
  readonly mergedInto?: { readonly customerId: string; readonly at: string; readonly by: string };
  readonly createdAt: string;
};

/** Addresses, and numbers, that one customer can have. */
export const CONTACTS_LIMIT = 20;
/** Customers that one can have absorbed: a list of all tickets asks for each. */
export const ABSORBED_LIMIT = 10;
export const CUSTOMER_NAME_LENGTH = 100;
export const CUSTOMER_NOTE_LENGTH = 1000;

/** What a customer is found by. */
export type Contact = { readonly kind: 'email' | 'phone'; /** Normalized. */ readonly value: string };

export type CustomerRefusal =
  | { readonly code: 'customer_not_found'; readonly customerId: string }
  /** An address or number that another customer has: merging the two is what is wanted. */
  | { readonly code: 'contact_taken'; readonly contact: Contact; readonly customerId: string }
  | { readonly code: 'customer_merged'; readonly customerId: string; readonly into: string }
  | { readonly code: 'customers_same' }
  | { readonly code: 'too_many_contacts'; readonly limit: number }
  | { readonly code: 'phone_invalid'; readonly phone: string }
  | { readonly code: 'customer_changed'; readonly expected: number; readonly actual: number };
