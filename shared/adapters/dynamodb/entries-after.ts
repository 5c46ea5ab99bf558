import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EntryHead, TicketRepository } from '../../application/ports/tickets.ts';
import { headFromItem } from './entry-item.ts';
import { ENTRY_PREFIX, entryKey, ticketKey } from './keys.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string };

/** Reads on from an entry's key, so that it costs what came after it and nothing of the history before. */
export const entriesAfter =
  ({ client, deskTable }: Deps): TicketRepository['listEntriesAfter'] =>
  async (serviceId, number, entryId, limit) => {
    const heads: EntryHead[] = [];
    let start: Record<string, unknown> | undefined =
      entryId === undefined ? undefined : entryKey(serviceId, number, entryId);
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: deskTable,
          ConsistentRead: true,
          KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
          ProjectionExpression: 'id, kind, author, #at',
          ExpressionAttributeNames: { '#pk': 'PK', '#sk': 'SK', '#at': 'at' },
          ExpressionAttributeValues: { ':pk': ticketKey(serviceId, number).PK, ':prefix': ENTRY_PREFIX },
          Limit: limit - heads.length,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      heads.push(...Items.map(headFromItem));
      start = LastEvaluatedKey;
    } while (start !== undefined && heads.length < limit);
    return heads;
  };
