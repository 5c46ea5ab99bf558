import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  paginateQuery,
  PutCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { NoticeRepository } from '../../application/ports/desk-settings.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { NOTICE_PREFIX, noticeKey } from './keys.ts';
import { fromItem, toItem } from './notice-item.ts';

/** Notices as rows beside their service. */
export const dynamoNoticeRepository = ({
  client,
  deskTable: TableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): NoticeRepository => ({
  async list(serviceId) {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :service AND begins_with(SK, :notice)',
        ExpressionAttributeValues: { ':service': noticeKey(serviceId, '').PK, ':notice': NOTICE_PREFIX },
      },
    );
    const found: Notice[] = [];
    for await (const { Items = [] } of pages) found.push(...Items.map(fromItem));
    return found;
  },
  async find(serviceId, noticeId) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: noticeKey(serviceId, noticeId), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  },
  save: (notice, before) =>
    held(() =>
      client.send(
        new PutCommand({
          TableName,
          Item: toItem(notice),
          ...(before === undefined
            ? { ConditionExpression: 'attribute_not_exists(PK)' }
            : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }),
        }),
      ),
    ),
  remove: ({ serviceId, noticeId, version }) =>
    held(() =>
      client.send(
        new DeleteCommand({
          TableName,
          Key: noticeKey(serviceId, noticeId),
          ConditionExpression: 'attribute_not_exists(PK) OR version = :version',
          ExpressionAttributeValues: { ':version': version },
        }),
      ),
    ),
});

/** Did the write's condition hold? */
const held = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (cause) {
    if (cause instanceof ConditionalCheckFailedException) return false;
    throw cause;
  }
};
