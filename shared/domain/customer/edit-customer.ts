import { err, ok, type Result } from '../kernel/result.ts';
import { normalizeEmail } from './contacts.ts';
import type { CustomerRecord, CustomerRefusal } from './customer-record.ts';

/** Omitted members stay unchanged, null removes a value. Phone numbers are E.164. */
export type CustomerEdit = {
  readonly name?: string | null;
  readonly emails?: readonly string[];
  readonly phones?: readonly string[];
  readonly note?: string | null;
};

type EditRefusal = Extract<CustomerRefusal, { code: 'customer_merged' | 'customer_changed' }>;

export const refuseMerged = ({
  customerId,
  mergedInto,
}: CustomerRecord): Extract<EditRefusal, { code: 'customer_merged' }> | undefined =>
  mergedInto && { code: 'customer_merged', customerId, into: mergedInto.customerId };

/** Refuses when the expected version is not the customer's. */
export const refuseChanged = (
  { version }: CustomerRecord,
  expected: number | undefined,
): Extract<EditRefusal, { code: 'customer_changed' }> | undefined =>
  expected === undefined || expected === version ? undefined : { code: 'customer_changed', expected, actual: version };

const without = (record: CustomerRecord, fields: readonly (keyof CustomerEdit)[]): CustomerRecord =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !(fields as readonly string[]).includes(name)),
  ) as CustomerRecord;

/** Changes fields of a customer; undefined when all are equal. */
export const editCustomer = (
  record: CustomerRecord,
  { name, note, emails = record.emails, phones = record.phones }: CustomerEdit,
): Result<CustomerRecord | undefined, EditRefusal> => {
  const merged = refuseMerged(record);
  if (merged !== undefined) return err(merged);
  const taken = [...(name === null ? ['name' as const] : []), ...(note === null ? ['note' as const] : [])];
  const edited: CustomerRecord = {
    ...without(record, taken),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof note === 'string' ? { note } : {}),
    emails: [...new Set(emails.map(normalizeEmail))],
    phones: [...new Set(phones)],
  };
  const isSame =
    edited.name === record.name &&
    edited.note === record.note &&
    edited.emails.join() === record.emails.join() &&
    edited.phones.join() === record.phones.join();
  return ok(isSame ? undefined : { ...edited, version: record.version + 1 });
};
