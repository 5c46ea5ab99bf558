import type { Contact, CustomerRecord } from '../../domain/customer/customer-record.ts';
import type { Role } from '../../domain/desk/agent.ts';
import type { InformationReply } from '../../domain/customer-information/read-answer.ts';

export type CustomerRepository = {
  /** Consistent. Also one that was merged into another. */
  find(serviceId: string, customerId: string): Promise<CustomerRecord | undefined>;
  /** Whose contact this is, after all merges. Consistent. */
  findByContact(serviceId: string, contact: Contact): Promise<CustomerRecord | undefined>;
  /**
   * Writes records and the rows by which their contacts are found, in one transaction: each record if it still has the
   * version before (0: must not exist), each contact if it belongs to nobody or to one of the records written. At most
   * 4 records.
   */
  save(
    records: readonly { readonly record: CustomerRecord; readonly before?: CustomerRecord }[],
  ): Promise<
    | { readonly kind: 'saved' }
    | { readonly kind: 'changed'; readonly customerId: string; readonly actual: number }
    | { readonly kind: 'contact_taken'; readonly contact: Contact; readonly customerId: string }
  >;
};

/** Brings phone numbers to E.164. */
export type PhoneNumbers = {
  /** Undefined when it is no possible number; `country` (ISO 3166-1) is where one without a country code is from. */
  normalize(phone: string, country: string): string | undefined;
  /** Is this a country (ISO 3166-1) whose numbers it understands? */
  knows(country: string): boolean;
};

/** The other side of Customer Information Integration. */
export type CustomerInformationApi = {
  /**
   * Asks once, within 5 seconds over all and 64 KB of answer; never throws for what the other side does. `key` signs.
   */
  ask(call: {
    readonly baseUrl: string;
    readonly variables: ReadonlyMap<string, string>;
    readonly key?: string;
  }): Promise<InformationReply>;
};

/** What of a ticket's fields may be sent out. */
export type FieldTexts = {
  /**
   * Values of these fields of a ticket, as far as the role may see them and they are not encrypted, by code, as texts.
   */
  plainTexts(
    place: { readonly serviceId: string; readonly number: number },
    role: Role,
    codes: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
};
