import type { CustomerRepository } from '../../../shared/application/ports/customers.ts';
import { contactsOf, hasContact } from '../../../shared/domain/customer/contacts.ts';
import type { CustomerRecord } from '../../../shared/domain/customer/customer-record.ts';

/** Customers in memory, for tests. */
export const memoryCustomerRepository = (): CustomerRepository & {
  readonly records: ReadonlyMap<string, CustomerRecord>;
} => {
  const records = new Map<string, CustomerRecord>();
  const id = (serviceId: string, customerId: string) => `${serviceId}#${customerId}`;
  const findByContact: CustomerRepository['findByContact'] = async (serviceId, contact) =>
    [...records.values()].find((record) => record.serviceId === serviceId && hasContact(record, contact));
  return {
    records,
    findByContact,
    findOwner: async (serviceId, contact) => (await findByContact(serviceId, contact))?.customerId,
    async find(serviceId, customerId) {
      return records.get(id(serviceId, customerId));
    },
    async save(saved) {
      for (const { record, before } of saved) {
        const actual = records.get(id(record.serviceId, record.customerId))?.version ?? 0;
        if (actual !== (before?.version ?? 0)) return { kind: 'changed', customerId: record.customerId, actual };
      }
      const written = new Set(saved.map(({ record }) => id(record.serviceId, record.customerId)));
      const others = [...records].filter(([key]) => !written.has(key)).map(([, record]) => record);
      for (const { record } of saved) {
        for (const contact of contactsOf(record)) {
          const owner = others.find((other) => other.serviceId === record.serviceId && hasContact(other, contact));
          if (owner !== undefined) return { kind: 'contact_taken', contact, customerId: owner.customerId };
        }
      }
      for (const { record } of saved) records.set(id(record.serviceId, record.customerId), record);
      return { kind: 'saved' };
    },
  };
};
