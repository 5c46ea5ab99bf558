import type * as z from 'zod';
import type { customerRecordDto } from '../contracts/http/customers.ts';
import type { CustomerRecord } from '../domain/customer/customer-record.ts';

/** A customer as the API shows it. */
export const toCustomerDto = (record: CustomerRecord): z.input<typeof customerRecordDto> => ({
  serviceId: record.serviceId,
  customerId: record.customerId,
  version: record.version,
  name: record.name ?? null,
  emails: [...record.emails],
  phones: [...record.phones],
  note: record.note ?? null,
  absorbed: [...record.absorbed],
  mergedInto: record.mergedInto?.customerId ?? null,
  createdAt: record.createdAt,
});
