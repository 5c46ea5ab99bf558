import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { DraftRepository } from '../../application/ports/writing.ts';
import { newestFirst, type Draft } from '../../domain/draft/draft.ts';
import { fromItem, toItem, toVersionItem, versionFromItem } from './draft-item.ts';
import { draftKey, draftVersionPrefix } from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

/** Holds if the row is the one that was read. */
const isStill = (before: Draft | undefined) =>
  before === undefined
    ? { ConditionExpression: 'attribute_not_exists(PK)' }
    : {
        ConditionExpression: '#version = :before',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':before': before.version },
      };

/** Drafts in the `desk` table, beside their ticket; the access patterns are numbered in docs/access-patterns.md. */
export const dynamoDraftRepository = ({ client, deskTable, backoff }: Deps): DraftRepository => ({
  async find(serviceId, number, agentId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: deskTable, Key: draftKey(serviceId, number, agentId), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  },
  async save(draft, before, kept) {
    const put = { TableName: deskTable, Item: toItem(draft), ...isStill(before) };
    // An autosave is one row nearly always: written alone it costs half.
    if (kept === undefined) {
      try {
        await client.send(new PutCommand(put));
        return true;
      } catch (cause) {
        if (cause instanceof ConditionalCheckFailedException) return false;
        // A command is sending it just now: the transaction waits until that is decided.
        if (!(cause instanceof TransactionConflictException)) throw cause;
      }
    }
    const versions = kept === undefined ? [] : [{ Put: { TableName: deskTable, Item: toVersionItem(draft, kept) } }];
    return (await writeTransaction(client, backoff, [{ Put: put }, ...versions])).length === 0;
  },
  async keep(owner, kept) {
    await client.send(new PutCommand({ TableName: deskTable, Item: toVersionItem(owner, kept) }));
  },
  async listVersions(serviceId, number, agentId) {
    const { PK } = draftKey(serviceId, number, agentId);
    const rows: unknown[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: deskTable,
          ConsistentRead: true,
          KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
          ExpressionAttributeNames: { '#pk': 'PK', '#sk': 'SK' },
          ExpressionAttributeValues: { ':pk': PK, ':prefix': draftVersionPrefix(agentId) },
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      rows.push(...Items);
      start = LastEvaluatedKey;
    } while (start !== undefined);
    return newestFirst(rows.map(versionFromItem));
  },
});
