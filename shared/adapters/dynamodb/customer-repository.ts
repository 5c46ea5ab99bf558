import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { CustomerRepository } from '../../application/ports/customers.ts';
import { contactsOf, isSameContact, normalizeEmail } from '../../domain/customer/contacts.ts';
import { ABSORBED_LIMIT, type Contact, type CustomerRecord } from '../../domain/customer/customer-record.ts';
import { anyOf, type Condition, NOT_THERE, rows, type Table } from './rows.ts';
import { contactKey, customerKey } from './keys.ts';
import { writeGuarded, type DeskDeps, type Guarded, type Stored } from './write-transaction.ts';

type Saved = Parameters<CustomerRepository['save']>[0][number];
type Outcome = Awaited<ReturnType<CustomerRepository['save']>>;

const customerRows = rows<CustomerRecord, Pick<CustomerRecord, 'serviceId' | 'customerId'>>({
  entity: 'customer',
  key: ({ serviceId, customerId }) => customerKey(serviceId, customerId),
  schema: () =>
    z.object({
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
    }),
});

/**
 * Which customer a contact belongs to: one row each, so that none belongs to two. By its hash: an address may be longer
 * than a key should be, and what stands in keys shows up in metrics of hot partitions.
 */
const contactRows = rows<Contact & { readonly customerId: string }, Contact & { readonly serviceId: string }>({
  entity: 'contact',
  key: ({ serviceId, kind, value }) =>
    contactKey(serviceId, { kind }, createHash('sha256').update(value).digest('hex')),
  schema: () => z.object({ kind: z.enum(['email', 'phone']), value: z.string(), customerId: z.string() }),
});

/** Where the customer of an address is looked up. */
export const emailKey = (serviceId: string, email: string) =>
  contactRows.key({ serviceId, kind: 'email', value: normalizeEmail(email) });

const recordWrite = (desk: Table, { record, before }: Saved): Guarded<Outcome> => ({
  write: customerRows.putIfVersion(desk, before, record),
  refuse: (stored) => ({
    kind: 'changed',
    customerId: record.customerId,
    actual: stored === undefined ? 0 : customerRows.read(stored).version,
  }),
});

/**
 * Rows of the contacts that change hands. Those that stay with their customer need no write: whoever takes one away
 * writes its record, too.
 */
const contactWrites = (desk: Table, saved: readonly Saved[]): readonly Guarded<Outcome>[] => {
  const owned = (records: readonly (CustomerRecord | undefined)[]) =>
    records.flatMap((record) =>
      record === undefined ? [] : contactsOf(record).map((contact) => ({ contact, customerId: record.customerId })),
    );
  const was = owned(saved.map(({ before }) => before));
  const is = owned(saved.map(({ record }) => record));
  const { serviceId } = saved[0]!.record;
  const isTheirs: Condition = ({ name, value }) =>
    `${name('customerId')} IN (${saved.map(({ record }) => value(record.customerId)).join(', ')})`;
  const ours = anyOf(NOT_THERE, isTheirs);
  const refuse =
    (contact: Contact) =>
    (stored: Stored): Outcome => ({ kind: 'contact_taken', contact, customerId: contactRows.read(stored).customerId });
  return [
    ...is
      .filter(
        ({ contact, customerId }) =>
          !was.some((other) => other.customerId === customerId && isSameContact(other.contact, contact)),
      )
      .map(({ contact, customerId }) => ({
        write: contactRows.putIf(desk, ours, { ...contact, customerId }, { ...contact, serviceId }),
        refuse: refuse(contact),
      })),
    ...was
      .filter(({ contact }) => !is.some((other) => isSameContact(other.contact, contact)))
      .map(({ contact }) => ({
        write: contactRows.remove(desk, { ...contact, serviceId }, ours),
        refuse: refuse(contact),
      })),
  ];
};

/** Customers and the rows by which their contacts are found, in the `desk` table. */
export const dynamoCustomerRepository = ({ client, deskTable, backoff }: DeskDeps): CustomerRepository => {
  const desk = { client, TableName: deskTable };
  return {
    find: (serviceId, customerId) => customerRows.get(desk, { serviceId, customerId }),
    findOwner: async (serviceId, contact) => (await contactRows.get(desk, { ...contact, serviceId }))?.customerId,
    async findByContact(serviceId, contact) {
      const owner = await contactRows.get(desk, { ...contact, serviceId });
      let record = owner && (await customerRows.get(desk, { serviceId, customerId: owner.customerId }));
      // A merge between the two reads: its transaction moved the contact, the record tells where.
      for (let hop = 0; hop < ABSORBED_LIMIT && record?.mergedInto !== undefined; hop += 1)
        record = await customerRows.get(desk, { serviceId, customerId: record.mergedInto.customerId });
      return record;
    },
    async save(saved) {
      const writes = [...saved.map((one) => recordWrite(desk, one)), ...contactWrites(desk, saved)];
      return (await writeGuarded(client, backoff, writes)) ?? { kind: 'saved' };
    },
  };
};
