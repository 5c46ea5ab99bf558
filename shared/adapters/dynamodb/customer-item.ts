import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Contact, CustomerRecord } from '../../domain/customer/customer-record.ts';
import { contactKey, customerKey } from './keys.ts';

const customerSchema = z.object({
  entity: z.literal('customer'),
  serviceId: z.string(),
  customerId: z.string(),
  version: z.int().positive(),
  name: z.string().exactOptional(),
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  note: z.string().exactOptional(),
  absorbed: z.array(z.string()),
  mergedInto: z.object({ customerId: z.string(), at: z.string(), by: z.string() }).exactOptional(),
  createdAt: z.string(),
});
const contactSchema = z.object({
  entity: z.literal('contact'),
  kind: z.enum(['email', 'phone']),
  value: z.string(),
  customerId: z.string(),
});

export const toItem = (record: CustomerRecord) => ({
  ...customerKey(record.serviceId, record.customerId),
  entity: 'customer' as const,
  ...record,
});
/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): CustomerRecord => {
  const { entity: _entity, ...record } = customerSchema.parse(item);
  return record;
};

/** An address may be longer than a key should be, and what stands in keys shows up in metrics of hot partitions. */
export const keyOfContact = (serviceId: string, contact: Contact) =>
  contactKey(serviceId, contact, createHash('sha256').update(contact.value).digest('hex'));

/** Which customer a contact belongs to: one row each, so that none belongs to two. */
export const contactToItem = (serviceId: string, contact: Contact, customerId: string) => ({
  ...keyOfContact(serviceId, contact),
  entity: 'contact' as const,
  ...contact,
  customerId,
});
export const contactFromItem = (item: unknown) => contactSchema.parse(item);
