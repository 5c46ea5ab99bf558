import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DepartureRepository } from '../../application/ports/desk.ts';
import { DEPARTURES_SHOWN } from '../../domain/desk/departure.ts';
import { departureUpdate, fromItem, ticketsOf } from './departure-item.ts';
import { DEPARTURE_PREFIX, departureKey } from './keys.ts';

/**
 * Departures as rows beside their service. Tickets that are given back are counted by their own transaction
 * (save-ticket-change.ts).
 */
export const dynamoDepartureRepository = ({
  client,
  deskTable: TableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): DepartureRepository => ({
  async find(serviceId, departureId) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: departureKey(serviceId, departureId), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  },
  async list(serviceId) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :service AND begins_with(SK, :departure)',
        ScanIndexForward: false,
        Limit: DEPARTURES_SHOWN,
        ExpressionAttributeValues: { ':service': departureKey(serviceId, '').PK, ':departure': DEPARTURE_PREFIX },
      }),
    );
    return Items.map(fromItem);
  },
  async finish(departure, { at, openCalls, kept }) {
    const { Key, SET, names, values } = departureUpdate(departure, kept === undefined ? 'given_back' : 'kept');
    const counts = kept ?? [];
    await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: `SET ${[...SET, 'finishedAt = if_not_exists(finishedAt, :now)', 'openCalls = :calls', ...counts.map((_, n) => `#group${n} = :count${n}`)].join(', ')}`,
        ExpressionAttributeNames: {
          ...names,
          ...Object.fromEntries(counts.map(({ groupId }, n) => [`#group${n}`, ticketsOf(groupId)])),
        },
        ExpressionAttributeValues: {
          ...values,
          ':now': at,
          ':calls': openCalls,
          ...Object.fromEntries(counts.map(({ tickets }, n) => [`:count${n}`, tickets])),
        },
      }),
    );
  },
  async told(serviceId, departureId, at) {
    await client.send(
      new UpdateCommand({
        TableName,
        Key: departureKey(serviceId, departureId),
        ConditionExpression: 'attribute_exists(PK)',
        UpdateExpression: 'SET toldAt = :at',
        ExpressionAttributeValues: { ':at': at },
      }),
    );
  },
  async dismiss(serviceId, departureId, { agentId, at }) {
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: departureKey(serviceId, departureId),
          ConditionExpression: 'attribute_exists(PK)',
          UpdateExpression: 'SET dismissedAt = :at, dismissedBy = :agent',
          ExpressionAttributeValues: { ':at': at, ':agent': agentId },
        }),
      );
      return true;
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return false;
      throw cause;
    }
  },
});
