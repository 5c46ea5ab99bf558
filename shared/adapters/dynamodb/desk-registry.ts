import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/backoff.ts';
import { AddressTakenError, type DeskRegistry } from '../../application/ports/desk-directory.ts';
import { addressToItem, agentToItem, categoryToItem, groupToItem, serviceFromItem, serviceToItem } from './desk-items.ts';
import { addressKey, serviceKey } from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

/** Sets services, groups, categories and agents up in the `desk` table. */
export const dynamoDeskRegistry = ({ client, deskTable, backoff }: Deps): DeskRegistry => {
  const put = async (item: Record<string, unknown>) => {
    await client.send(new PutCommand({ TableName: deskTable, Item: item }));
  };
  return {
    async putService(service) {
      const { Item } = await client.send(new GetCommand({ TableName: deskTable, Key: serviceKey(service.serviceId), ConsistentRead: true }));
      const given = new Set(service.addresses);
      const givenUp = Item === undefined ? [] : serviceFromItem(Item).addresses.filter((address) => !given.has(address));
      const failed = await writeTransaction(client, backoff, [
        ...[...given].map((address) => ({
          Put: { TableName: deskTable, Item: addressToItem(address, service.serviceId), ConditionExpression: 'attribute_not_exists(PK) OR serviceId = :service', ExpressionAttributeValues: { ':service': service.serviceId } },
        })),
        ...givenUp.map((address) => ({
          Delete: { TableName: deskTable, Key: addressKey(address), ConditionExpression: 'attribute_not_exists(PK) OR serviceId = :service', ExpressionAttributeValues: { ':service': service.serviceId } },
        })),
        { Put: { TableName: deskTable, Item: serviceToItem(service) } },
      ]);
      const [first] = failed;
      if (first !== undefined) throw new AddressTakenError([...given, ...givenUp][first.position] ?? '');
    },
    putGroup: (group) => put(groupToItem(group)),
    putAgent: (agent) => put(agentToItem(agent)),
    putCategory: (category) => put(categoryToItem(category)),
  };
};
