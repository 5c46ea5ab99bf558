import { BatchGetCommand, type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TicketAudit } from '../../application/ports/tickets.ts';
import { listAllPartition, listPlacePartition, LISTS_ALL, LISTS_PLACE, ticketKey } from './keys.ts';
import { fromItem } from './ticket-item.ts';

const PAGE = 100;
const listed = z.object({ number: z.int().positive() });

/** Reads every ticket of a service from the desk table: by the lists of all and of spam, without a scan. */
export const dynamoTicketAudit = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): TicketAudit => ({
  async findMany(serviceId, numbers) {
    let keys: Record<string, unknown>[] = numbers.map((number) => ticketKey(serviceId, number));
    const found = [];
    while (keys.length > 0) {
      const { Responses, UnprocessedKeys } = await deps.client.send(
        new BatchGetCommand({ RequestItems: { [deps.deskTable]: { Keys: keys, ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[deps.deskTable] ?? []).map(fromItem));
      keys = UnprocessedKeys?.[deps.deskTable]?.Keys ?? [];
    }
    return found;
  },
  async *numbers(serviceId) {
    const lists = [
      { ...LISTS_ALL, value: listAllPartition(serviceId) },
      { ...LISTS_PLACE, value: listPlacePartition(serviceId, 'spam') },
    ];
    for (const { index, partition, value } of lists) {
      const pages = paginateQuery(
        { client: deps.client, pageSize: PAGE },
        {
          TableName: deps.deskTable,
          IndexName: index,
          KeyConditionExpression: '#partition = :value',
          ProjectionExpression: '#number',
          ExpressionAttributeNames: { '#partition': partition, '#number': 'number' },
          ExpressionAttributeValues: { ':value': value },
        },
      );
      for await (const { Items = [] } of pages) yield Items.map((item) => listed.parse(item).number);
    }
  },
});
