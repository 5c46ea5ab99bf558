import type { CustomerRecord } from '../../shared/domain/customer/customer-record.ts';

/** A customer of the service `support`, found by one address. */
export const aCustomer = (over: Partial<CustomerRecord> = {}): CustomerRecord => ({
  serviceId: 'support',
  customerId: 'cus_1',
  version: 1,
  name: 'A customer',
  emails: ['customer@example.com'],
  phones: [],
  absorbed: [],
  createdAt: '2026-11-22T08:00:00.000Z',
  ...over,
});
