import type { CustomerRecord, CustomerRefusal } from '../../domain/customer/customer-record.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { CustomerRepository } from '../ports/customers.ts';

export type CustomerNotFound = Extract<CustomerRefusal, { code: 'customer_not_found' }>;

/** A customer as it is stored, also one that was merged into another. */
export const getCustomer =
  ({ customers }: { readonly customers: Pick<CustomerRepository, 'find'> }) =>
  async (serviceId: string, customerId: string): Promise<Result<CustomerRecord, CustomerNotFound>> => {
    const record = await customers.find(serviceId, customerId);
    return record === undefined ? err({ code: 'customer_not_found', customerId }) : ok(record);
  };
