import { normalizeEmail } from '../../domain/customer/contacts.ts';
import type { Contact, CustomerRecord, CustomerRefusal } from '../../domain/customer/customer-record.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { CustomerRepository, PhoneNumbers } from '../ports/customers.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { PhoneInvalid } from './link-customer.ts';

export type FindCustomerDeps = {
  readonly customers: Pick<CustomerRepository, 'findByContact'>;
  readonly phoneNumbers: PhoneNumbers;
  readonly directory: Pick<DeskDirectory, 'findService'>;
};

/** The customer with this address or phone number, in any notation. */
export const findCustomer =
  ({ customers, phoneNumbers, directory }: FindCustomerDeps) =>
  async (
    serviceId: string,
    { kind, value }: Contact,
  ): Promise<Result<CustomerRecord | undefined, PhoneInvalid | AccessRefusal>> => {
    if (kind === 'email') return ok(await customers.findByContact(serviceId, { kind, value: normalizeEmail(value) }));
    const service = await directory.findService(serviceId);
    if (service === undefined) return err({ code: 'service_not_found', serviceId });
    const phone = await phoneNumbers.normalize(value, service.country);
    return phone === undefined
      ? err({ code: 'phone_invalid', phone: value })
      : ok(await customers.findByContact(serviceId, { kind, value: phone }));
  };

export type CustomerNotFound = Extract<CustomerRefusal, { code: 'customer_not_found' }>;

/** A stored customer, also one that was merged into another. */
export const getCustomer =
  ({ customers }: { readonly customers: Pick<CustomerRepository, 'find'> }) =>
  async (serviceId: string, customerId: string): Promise<Result<CustomerRecord, CustomerNotFound>> => {
    const record = await customers.find(serviceId, customerId);
    return record === undefined ? err({ code: 'customer_not_found', customerId }) : ok(record);
  };
