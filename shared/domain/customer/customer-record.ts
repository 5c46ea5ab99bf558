/** A customer of a service, found by any of their addresses or phone numbers. */
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
  /** Customers merged into this one; their tickets count as its own. */
  readonly absorbed: readonly string[];
  /** Set when this customer was merged into another. */
  readonly mergedInto?: { readonly customerId: string; readonly at: string; readonly by: string };
  readonly createdAt: string;
};

/** Maximum addresses, and maximum phone numbers, of one customer. */
export const CONTACTS_LIMIT = 20;
/** Maximum customers merged into one: a list of all tickets reads each. */
export const ABSORBED_LIMIT = 10;
export const CUSTOMER_NAME_LENGTH = 100;
export const CUSTOMER_NOTE_LENGTH = 1000;

/** What a customer is found by. */
export type Contact = { readonly kind: 'email' | 'phone'; /** Normalized. */ readonly value: string };

export type CustomerRefusal =
  | { readonly code: 'customer_not_found'; readonly customerId: string }
  /** The address or number belongs to another customer: the two can be merged. */
  | { readonly code: 'contact_taken'; readonly contact: Contact; readonly customerId: string }
  | { readonly code: 'customer_merged'; readonly customerId: string; readonly into: string }
  | { readonly code: 'customers_same' }
  | { readonly code: 'too_many_contacts'; readonly limit: number }
  | { readonly code: 'phone_invalid'; readonly phone: string }
  | { readonly code: 'customer_changed'; readonly expected: number; readonly actual: number };
