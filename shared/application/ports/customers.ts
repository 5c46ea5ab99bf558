import type { Contact, CustomerRecord } from '../../domain/customer/customer-record.ts';
import type { Role } from '../../domain/desk/agent.ts';
import type { InformationReply } from '../../domain/customer-information/read-answer.ts';

export type CustomerRepository = {
  /** Consistent read; also a customer that was merged into another. */
  find(serviceId: string, customerId: string): Promise<CustomerRecord | undefined>;
  /** The id of the customer with this contact. Consistent read of less than the customer. */
  findOwner(serviceId: string, contact: Contact): Promise<string | undefined>;
  /** The customer with this contact, after all merges. Consistent read. */
  findByContact(serviceId: string, contact: Contact): Promise<CustomerRecord | undefined>;
  /**
   * Writes records and their contact rows in one transaction, if each record has the stored version before it (0: must
   * not exist) and each contact is free or belongs to one of these records. At most 4 records.
   */
  save(
    records: readonly { readonly record: CustomerRecord; readonly before?: CustomerRecord }[],
  ): Promise<
    | { readonly kind: 'saved' }
    | { readonly kind: 'changed'; readonly customerId: string; readonly actual: number }
    | { readonly kind: 'contact_taken'; readonly contact: Contact; readonly customerId: string }
  >;
};

/** Normalizes phone numbers to E.164. */
export type PhoneNumbers = {
  /** Undefined for an impossible number. `country` (ISO 3166-1) applies to numbers without a country code. */
  normalize(phone: string, country: string): Promise<string | undefined>;
  /** Whether phone numbers of this country (ISO 3166-1) are supported. */
  knows(country: string): Promise<boolean>;
};

/** The external API of Customer Information Integration. */
export type CustomerInformationApi = {
  /**
   * Calls the API once, within 5 seconds in total and 64 KB of response. Never throws for a failure of the other side.
   * `key` signs the call. `milliseconds`: how long the call took.
   */
  ask(call: {
    readonly baseUrl: string;
    readonly variables: ReadonlyMap<string, string>;
    readonly key?: string;
  }): Promise<InformationReply & { readonly milliseconds: number }>;
};

/** Field values of a ticket that may be sent out. */
export type FieldTexts = {
  /** The values of these fields as texts, by code: only fields that the role may see and that are not encrypted. */
  plainTexts(
    place: { readonly serviceId: string; readonly number: number },
    role: Role,
    codes: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
};
