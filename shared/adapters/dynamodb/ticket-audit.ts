import { BatchGetCommand, type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TicketAudit } from '../../application/ports/ticket-audit.ts';
import { listAllPartition, LISTS_ALL, ticketKey } from './keys.ts';
import { fromItem } from './ticket-item.ts';

const PAGE = 100;
const listed = z.object({ number: z.int().positive() });

/** Reads every ticket of a service from the desk table: by the list of all, without a scan. */
export const dynamoTicketAudit = (deps: { readonly client: DynamoDBDocumentClient; readonly deskTable: string }): TicketAudit => ({
  async findMany(serviceId, numbers) {
    let keys: Record<string, unknown>[] = numbers.map((number) => ticketKey(serviceId, number));
    const found = [];
    while (keys.length > 0) {
      const { Responses, UnprocessedKeys } = await deps.client.send(new BatchGetCommand({ RequestItems: { [deps.deskTable]: { Keys: keys, ConsistentRead: true } } }));
      found.push(...(Responses?.[deps.deskTable] ?? []).map(fromItem));
      keys = UnprocessedKeys?.[deps.deskTable]?.Keys ?? [];
    }
    return found;
  },
  async *numbers(serviceId) {
    const pages = paginateQuery({ client: deps.client, pageSize: PAGE }, {
      TableName: deps.deskTable, IndexName: LISTS_ALL.index, KeyConditionExpression: '#partition = :service', ProjectionExpression: '#number',
      ExpressionAttributeNames: { '#partition': LISTS_ALL.partition, '#number': 'number' }, ExpressionAttributeValues: { ':service': listAllPartition(serviceId) },
    });
    for await (const { Items = [] } of pages) yield Items.map((item) => listed.parse(item).number);
  },
});
