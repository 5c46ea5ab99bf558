import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SealedOriginals } from '../../application/ports/confidential.ts';
import { originalKey } from './keys.ts';
import { sealedFromItem } from './original-item.ts';

/** Sealed originals in the `desk` table, beside their entries. */
export const dynamoSealedOriginals = ({
  client,
  deskTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): SealedOriginals => ({
  async find(serviceId, number, entryId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: deskTable, Key: originalKey(serviceId, number, entryId), ConsistentRead: true }),
    );
    return Item && sealedFromItem(Item);
  },
});
