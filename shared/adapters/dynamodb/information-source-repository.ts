import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { InformationSourceRepository } from '../../application/ports/desk-settings.ts';
import type { InformationSource } from '../../domain/customer-information/information-source.ts';
import { deskFactWrite } from './desk-fact-item.ts';
import { fromItem, toItem } from './information-source-item.ts';
import { INFORMATION_SOURCE_PREFIX, informationSourceKey } from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

/** Sources as rows beside their service, each change with its fact. */
export const dynamoInformationSourceRepository = ({
  client,
  deskTable: TableName,
  backoff,
}: Deps): InformationSourceRepository => ({
  async list(serviceId) {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :service AND begins_with(SK, :source)',
        ExpressionAttributeValues: {
          ':service': informationSourceKey(serviceId, '').PK,
          ':source': INFORMATION_SOURCE_PREFIX,
        },
      },
    );
    const found: InformationSource[] = [];
    for await (const { Items = [] } of pages) found.push(...Items.map(fromItem));
    return found;
  },
  async find(serviceId, sourceId) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: informationSourceKey(serviceId, sourceId), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  },
  async save(source, before, fact) {
    const condition =
      before === undefined
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } };
    return (
      (
        await writeTransaction(client, backoff, [
          { Put: { TableName, Item: toItem(source), ...condition } },
          deskFactWrite(TableName, fact),
        ])
      ).length === 0
    );
  },
  async remove({ serviceId, sourceId, version }, fact) {
    const gone = {
      Delete: {
        TableName,
        Key: informationSourceKey(serviceId, sourceId),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
      },
    };
    return (await writeTransaction(client, backoff, [gone, deskFactWrite(TableName, fact)])).length === 0;
  },
});
