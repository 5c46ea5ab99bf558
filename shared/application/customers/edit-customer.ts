import type { CustomerRecord, CustomerRefusal } from '../../domain/customer/customer-record.ts';
import { editCustomer as decideEdit, refuseChanged, type CustomerEdit } from '../../domain/customer/edit-customer.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { Backoff } from '../ports/platform.ts';
import type { CustomerRepository, PhoneNumbers } from '../ports/customers.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { getCustomer } from './find-customer.ts';

export type EditCustomerDeps = {
  readonly customers: CustomerRepository;
  readonly phoneNumbers: PhoneNumbers;
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly backoff: Backoff;
};
export type EditCustomerInput = {
  readonly serviceId: string;
  readonly customerId: string;
  /** Phone numbers as typed. */
  readonly changes: CustomerEdit;
  readonly expectedVersion?: number;
};

/** Saves fields of a customer. An address or number of another customer is refused: to have both is to merge them. */
export const editCustomer =
  (deps: EditCustomerDeps) =>
  async ({
    serviceId,
    customerId,
    changes,
    expectedVersion,
  }: EditCustomerInput): Promise<Result<CustomerRecord, CustomerRefusal | AccessRefusal>> => {
    const service = await deps.directory.findService(serviceId);
    if (service === undefined) return err({ code: 'service_not_found', serviceId });
    const phones: string[] = [];
    for (const phone of changes.phones ?? []) {
      const number = await deps.phoneNumbers.normalize(phone, service.country);
      if (number === undefined) return err({ code: 'phone_invalid', phone });
      phones.push(number);
    }
    const decideAndSave = async (): Promise<Result<CustomerRecord, CustomerRefusal> | 'conflict'> => {
      const found = await getCustomer(deps)(serviceId, customerId);
      if (!found.ok) return found;
      const refused = refuseChanged(found.value, expectedVersion);
      if (refused !== undefined) return err(refused);
      const decided = decideEdit(found.value, { ...changes, ...(changes.phones === undefined ? {} : { phones }) });
      if (!decided.ok) return decided;
      if (decided.value === undefined) return found;
      const saved = await deps.customers.save([{ record: decided.value, before: found.value }]);
      switch (saved.kind) {
        case 'saved':
          return ok(decided.value);
        case 'contact_taken':
          return err({ code: 'contact_taken', contact: saved.contact, customerId: saved.customerId });
        case 'changed':
          return 'conflict';
      }
    };
    return retryOnConflict(deps.backoff, decideAndSave, { what: `customer ${customerId} of ${serviceId}` });
  };
