import { normalizeEmail } from '../../domain/customer/contacts.ts';
import type { Contact, CustomerRecord, CustomerRefusal } from '../../domain/customer/customer-record.ts';
import { givenContacts, learn, newCustomer, unknownContacts } from '../../domain/customer/link-customer.ts';
import type { Service } from '../../domain/desk/service.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Customer } from '../../domain/ticket/ticket.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { CustomerRepository, PhoneNumbers } from '../ports/customers.ts';
import { WriteContentionError } from '../ports/tickets.ts';
import { retryOnConflict, withoutWaiting } from '../retry-on-conflict.ts';

export type LinkCustomerDeps = {
  readonly customers: CustomerRepository;
  readonly phoneNumbers: PhoneNumbers;
  readonly clock: Pick<ClockAndIds, 'newId'>;
};
export type PhoneInvalid = Extract<CustomerRefusal, { code: 'phone_invalid' }>;
/** `customer` with normalized address and number; no `customerId` when it has neither. */
export type LinkedCustomer = { readonly customer: Customer; readonly customerId?: string };
type Place = Pick<Service, 'serviceId' | 'country'>;

/** Address and number as they are stored and compared. */
export const normalizeCustomer = async (
  phoneNumbers: PhoneNumbers,
  country: string,
  { name, email, phone }: Customer,
): Promise<Result<Customer, PhoneInvalid>> => {
  const number = phone === undefined ? undefined : await phoneNumbers.normalize(phone, country);
  if (phone !== undefined && number === undefined) return err({ code: 'phone_invalid', phone });
  return ok({
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email: normalizeEmail(email) }),
    ...(number === undefined ? {} : { phone: number }),
  });
};

const findFirst = async (
  customers: CustomerRepository,
  serviceId: string,
  contacts: readonly Contact[],
): Promise<CustomerRecord | undefined> => {
  for (const contact of contacts) {
    const found = await customers.findByContact(serviceId, contact);
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * Adds new contacts and a missing name from the inquiry to the record, except contacts of other customers. The result
 * is ignored: the customer is found either way.
 */
const saveNewContacts = async (
  customers: CustomerRepository,
  record: CustomerRecord,
  customer: Customer,
  contacts: readonly Contact[],
): Promise<void> => {
  const unknown = unknownContacts(record, contacts);
  const owners = await Promise.all(unknown.map((contact) => customers.findByContact(record.serviceId, contact)));
  const learnt = learn(
    record,
    customer,
    unknown.filter((_, index) => owners[index] === undefined),
  );
  if (learnt === undefined) return;
  try {
    await customers.save([{ record: learnt, before: record }]);
  } catch (cause) {
    if (!(cause instanceof WriteContentionError)) throw cause;
  }
};

/**
 * Finds or creates the customer of an inquiry: by e-mail address, then by phone number (`by: 'phone'`: the other way
 * round). `now` is ISO 8601. Refused only for an invalid phone number.
 */
export const linkCustomer =
  ({ customers, phoneNumbers, clock }: LinkCustomerDeps) =>
  async (
    service: Place,
    given: Customer,
    now: string,
    { by = 'email' }: { readonly by?: Contact['kind'] } = {},
  ): Promise<Result<LinkedCustomer, PhoneInvalid>> => {
    const normal = await normalizeCustomer(phoneNumbers, service.country, given);
    if (!normal.ok) return normal;
    const customer = normal.value;
    const contacts = givenContacts(customer, by);
    const [contact, ...furtherContacts] = contacts;
    if (contact === undefined) return ok({ customer });
    const isAllKnown = furtherContacts.length === 0 && customer.name === undefined;
    const find = async (): Promise<string | undefined> => {
      // Nothing can be learnt: whose contact it is, is enough.
      if (isAllKnown) return customers.findOwner(service.serviceId, contact);
      const found = await findFirst(customers, service.serviceId, contacts);
      if (found !== undefined) await saveNewContacts(customers, found, customer, contacts);
      return found?.customerId;
    };
    // Whoever loses finds the customer that the other has made.
    const findOrMake = async (): Promise<LinkedCustomer | 'conflict'> => {
      const customerId = await find();
      if (customerId !== undefined) return { customer, customerId };
      const record = newCustomer(service.serviceId, clock.newId('cus'), customer, now);
      const saved = await customers.save([{ record }]);
      return saved.kind === 'saved' ? { customer, customerId: record.customerId } : 'conflict';
    };
    return ok(await retryOnConflict(withoutWaiting, findOrMake, { what: `a customer of ${service.serviceId}` }));
  };
