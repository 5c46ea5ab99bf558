import { GetCommand, type DynamoDBDocumentClient, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { CustomerRepository } from '../../application/ports/customers.ts';
import { contactsOf, isSameContact } from '../../domain/customer/contacts.ts';
import { ABSORBED_LIMIT, type Contact, type CustomerRecord } from '../../domain/customer/customer-record.ts';
import { contactFromItem, contactToItem, fromItem, keyOfContact, toItem } from './customer-item.ts';
import { customerKey } from './keys.ts';
import { writeTransaction, type FailedCondition } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };
type Saved = Parameters<CustomerRepository['save']>[0][number];
type Outcome = Awaited<ReturnType<CustomerRepository['save']>>;
type Guarded = {
  readonly write: NonNullable<TransactWriteCommandInput['TransactItems']>[number];
  readonly refuse: (stored: FailedCondition['item']) => Outcome;
};

const recordWrite = (TableName: string, { record, before }: Saved): Guarded => ({
  write: {
    Put: {
      TableName,
      Item: toItem(record),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...(before === undefined
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : {
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':before': before.version },
          }),
    },
  },
  refuse: (stored) => ({
    kind: 'changed',
    customerId: record.customerId,
    actual: stored === undefined ? 0 : fromItem(stored).version,
  }),
});

/**
 * Rows of the contacts that change hands. Those that stay with their customer need no write: whoever takes one away
 * writes its record, too.
 */
const contactWrites = (TableName: string, saved: readonly Saved[]): readonly Guarded[] => {
  const owned = (records: readonly (CustomerRecord | undefined)[]) =>
    records.flatMap((record) =>
      record === undefined ? [] : contactsOf(record).map((contact) => ({ contact, customerId: record.customerId })),
    );
  const was = owned(saved.map(({ before }) => before));
  const is = owned(saved.map(({ record }) => record));
  const { serviceId } = saved[0]!.record;
  const values = Object.fromEntries(saved.map(({ record }, index) => [`:id${index}`, record.customerId]));
  const ours = {
    ConditionExpression: `attribute_not_exists(PK) OR customerId IN (${Object.keys(values).join(', ')})`,
    ExpressionAttributeValues: values,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  const refuse =
    (contact: Contact) =>
    (stored: FailedCondition['item']): Outcome => ({
      kind: 'contact_taken',
      contact,
      customerId: contactFromItem(stored).customerId,
    });
  return [
    ...is
      .filter(
        ({ contact, customerId }) =>
          !was.some((other) => other.customerId === customerId && isSameContact(other.contact, contact)),
      )
      .map(({ contact, customerId }) => ({
        write: { Put: { TableName, Item: contactToItem(serviceId, contact, customerId), ...ours } },
        refuse: refuse(contact),
      })),
    ...was
      .filter(({ contact }) => !is.some((other) => isSameContact(other.contact, contact)))
      .map(({ contact }) => ({
        write: { Delete: { TableName, Key: keyOfContact(serviceId, contact), ...ours } },
        refuse: refuse(contact),
      })),
  ];
};

/** Customers and the rows by which their contacts are found, in the `desk` table. */
export const dynamoCustomerRepository = ({ client, deskTable, backoff }: Deps): CustomerRepository => {
  const read = async (key: { readonly PK: string; readonly SK: string }) =>
    (await client.send(new GetCommand({ TableName: deskTable, Key: key, ConsistentRead: true }))).Item;
  const find = async (serviceId: string, customerId: string): Promise<CustomerRecord | undefined> => {
    const item = await read(customerKey(serviceId, customerId));
    return item && fromItem(item);
  };
  return {
    find,
    async findByContact(serviceId, contact) {
      const item = await read(keyOfContact(serviceId, contact));
      let record = item && (await find(serviceId, contactFromItem(item).customerId));
      // A merge between the two reads: its transaction moved the contact, the record tells where.
      for (let hop = 0; hop < ABSORBED_LIMIT && record?.mergedInto !== undefined; hop += 1)
        record = await find(serviceId, record.mergedInto.customerId);
      return record;
    },
    async save(saved) {
      const guarded = [...saved.map((one) => recordWrite(deskTable, one)), ...contactWrites(deskTable, saved)];
      const [first] = await writeTransaction(
        client,
        backoff,
        guarded.map(({ write }) => write),
      );
      return first === undefined ? { kind: 'saved' } : guarded[first.position]!.refuse(first.item);
    },
  };
};
