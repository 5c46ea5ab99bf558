import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { RestrictedWordsRepository } from '../../application/ports/desk-settings.ts';
import { noRestrictedWords } from '../../domain/restricted/restricted-words.ts';
import { deskFactWrite } from './desk-fact-item.ts';
import { restrictedWordsKey } from './keys.ts';
import { fromItem, toItem } from './restricted-words-item.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

/** A service's list as one row beside it, each change with its fact. */
export const dynamoRestrictedWords = ({ client, deskTable: TableName, backoff }: Deps): RestrictedWordsRepository => ({
  async find(serviceId) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: restrictedWordsKey(serviceId), ConsistentRead: true }),
    );
    return Item ? fromItem(Item) : noRestrictedWords(serviceId);
  },
  async save(words, before, fact) {
    const condition =
      before.version === 0
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } };
    return (
      (
        await writeTransaction(client, backoff, [
          { Put: { TableName, Item: toItem(words), ...condition } },
          deskFactWrite(TableName, fact),
        ])
      ).length === 0
    );
  },
});
