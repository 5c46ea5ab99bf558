import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { MailLayoutRepository } from '../../application/ports/mails.ts';
import type { MailLayout } from '../../domain/mail/mail-layout.ts';
import { deskFactWrite } from './desk-fact-item.ts';
import { MAIL_LAYOUT_PREFIX, mailLayoutKey, serviceKey } from './keys.ts';
import { fromItem, toItem } from './mail-layout-item.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

/** Mail layouts as rows beside their service. */
export const dynamoMailLayoutRepository = ({ client, deskTable: TableName, backoff }: Deps): MailLayoutRepository => ({
  async list(serviceId) {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :service AND begins_with(SK, :layouts)',
        ExpressionAttributeValues: { ':service': serviceKey(serviceId).PK, ':layouts': MAIL_LAYOUT_PREFIX },
      },
    );
    const found: MailLayout[] = [];
    for await (const { Items = [] } of pages) found.push(...Items.map(fromItem));
    return found;
  },
  async find(serviceId, kind, language) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: mailLayoutKey(serviceId, kind, language), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  },
  async save(layout, before, fact) {
    const failed = await writeTransaction(client, backoff, [
      {
        Put: {
          TableName,
          Item: toItem(layout),
          ...(before === undefined
            ? { ConditionExpression: 'attribute_not_exists(PK)' }
            : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }),
        },
      },
      deskFactWrite(TableName, fact),
    ]);
    return failed.length === 0;
  },
  async remove({ serviceId, kind, language, version }, fact) {
    const failed = await writeTransaction(client, backoff, [
      {
        Delete: {
          TableName,
          Key: mailLayoutKey(serviceId, kind, language),
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': version },
        },
      },
      deskFactWrite(TableName, fact),
    ]);
    return failed.length === 0;
  },
});
