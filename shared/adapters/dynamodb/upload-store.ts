import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { UploadStore } from '../../application/ports/writing.ts';
import { uploadKey } from './keys.ts';
import { fromItem, toItem } from './upload-item.ts';

/**
 * Announced uploads in the sessions table. What an entry took is taken away in the transaction that writes the entry
 * (save-ticket-change.ts).
 */
export const dynamoUploadStore = ({
  client,
  sessionsTable: TableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): UploadStore => ({
  async put(upload, now) {
    await client.send(
      new PutCommand({ TableName, Item: toItem(upload, now), ConditionExpression: 'attribute_not_exists(PK)' }),
    );
  },
  async findMany(serviceId, agentId, uploadIds, now) {
    const found = await Promise.all(
      uploadIds.map(async (uploadId) => {
        const { Item } = await client.send(
          new GetCommand({ TableName, Key: uploadKey(serviceId, agentId, uploadId), ConsistentRead: true }),
        );
        return Item && fromItem(Item, now);
      }),
    );
    return found.filter((upload) => upload !== undefined);
  },
});
