import { err, ok, type Result } from '../kernel/result.ts';
import {
  ABSORBED_LIMIT,
  CONTACTS_LIMIT,
  CUSTOMER_NOTE_LENGTH,
  type CustomerRecord,
  type CustomerRefusal,
} from './customer-record.ts';
import { refuseMerged } from './edit-customer.ts';
import { fitText } from '../kernel/plain-text.ts';

type MergeRefusal = Extract<CustomerRefusal, { code: 'customer_merged' | 'customers_same' | 'too_many_contacts' }>;
export type Merged = { readonly from: CustomerRecord; readonly into: CustomerRecord };

const together = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])];

/** Both notes, cut to the limit, the remaining customer's first. */
const noteOf = (into: CustomerRecord, from: CustomerRecord): string | undefined => {
  const notes = [into.note, from.note].flatMap((note) => note ?? []);
  return notes.length === 0 ? undefined : fitText(notes.join('\n'), CUSTOMER_NOTE_LENGTH);
};

/**
 * Merges one customer into another, which gets all addresses, numbers and tickets; the merged one only names the other.
 * `by` is the agent, `at` ISO 8601.
 */
export const mergeCustomers = (
  from: CustomerRecord,
  into: CustomerRecord,
  { by, at }: { readonly by: string; readonly at: string },
): Result<Merged, MergeRefusal> => {
  if (from.customerId === into.customerId) return err({ code: 'customers_same' });
  const merged = refuseMerged(from) ?? refuseMerged(into);
  if (merged !== undefined) return err(merged);
  const emails = together(into.emails, from.emails);
  const phones = together(into.phones, from.phones);
  const absorbed = together(into.absorbed, [from.customerId, ...from.absorbed]);
  if (emails.length > CONTACTS_LIMIT || phones.length > CONTACTS_LIMIT)
    return err({ code: 'too_many_contacts', limit: CONTACTS_LIMIT });
  if (absorbed.length > ABSORBED_LIMIT) return err({ code: 'too_many_contacts', limit: ABSORBED_LIMIT });
  const [name, note] = [into.name ?? from.name, noteOf(into, from)];
  return ok({
    from: { ...from, version: from.version + 1, mergedInto: { customerId: into.customerId, at, by } },
    into: {
      ...into,
      version: into.version + 1,
      ...(name === undefined ? {} : { name }),
      ...(note === undefined ? {} : { note }),
      emails,
      phones,
      absorbed,
    },
  });
};
