import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { FieldRepository } from '../../application/ports/desk-settings.ts';
import type { Field } from '../../domain/desk/field.ts';
import { deskFactWrite } from './desk-fact-item.ts';
import { fromItem, toItem } from './field-item.ts';
import { FIELD_PREFIX, fieldKey } from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

/** Field definitions as rows beside their service. */
export const dynamoFieldRepository = ({ client, deskTable: TableName, backoff }: Deps): FieldRepository => ({
  async list(serviceId) {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :service AND begins_with(SK, :field)',
        ExpressionAttributeValues: { ':service': fieldKey(serviceId, '').PK, ':field': FIELD_PREFIX },
      },
    );
    const found: Field[] = [];
    for await (const { Items = [] } of pages) found.push(...Items.map(fromItem));
    return found;
  },
  async find(serviceId, code) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: fieldKey(serviceId, code), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  },
  async save(field, before, fact) {
    const condition =
      before === undefined
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : {
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': before.version },
          };
    const failed = await writeTransaction(client, backoff, [
      { Put: { TableName, Item: toItem(field), ...condition } },
      deskFactWrite(TableName, fact),
    ]);
    return failed.length === 0;
  },
});
