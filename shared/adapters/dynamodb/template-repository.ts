import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  paginateQuery,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { TemplateRepository } from '../../application/ports/desk-settings.ts';
import type { CountedTemplate, Template } from '../../domain/template/template.ts';
import { deskFactWrite } from './desk-fact-item.ts';
import { serviceKey, templateCodeKey, templateKey, templatesPrefix } from './keys.ts';
import { codeToItem, fromItem, toItem } from './template-item.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };
type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Templates as rows beside their service: shared ones together, and each agent's own. */
export const dynamoTemplateRepository = ({ client, deskTable: TableName, backoff }: Deps): TemplateRepository => {
  const read = async (key: Pick<Template, 'serviceId' | 'templateId' | 'ownerId'>) =>
    (await client.send(new GetCommand({ TableName, Key: templateKey(key), ConsistentRead: true }))).Item;
  return {
    async list(serviceId, ownerId) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          KeyConditionExpression: 'PK = :service AND begins_with(SK, :templates)',
          ExpressionAttributeValues: { ':service': serviceKey(serviceId).PK, ':templates': templatesPrefix(ownerId) },
        },
      );
      const found: CountedTemplate[] = [];
      for await (const { Items = [] } of pages) found.push(...Items.map(fromItem));
      return found;
    },
    async find(serviceId, templateId, agentId) {
      const [shared, own] = await Promise.all([
        read({ serviceId, templateId }),
        read({ serviceId, templateId, ownerId: agentId }),
      ]);
      const item = shared ?? own;
      return item && fromItem(item);
    },
    async save(template, before, fact) {
      const movesCode = before !== undefined && before.searchCode !== template.searchCode;
      const [first] = await writeTransaction(client, backoff, [
        before === undefined
          ? {
              Put: {
                TableName,
                Item: { ...toItem(template), useCount: 0 },
                ConditionExpression: 'attribute_not_exists(PK)',
              },
            }
          : edit(TableName, template, before),
        {
          Put: {
            TableName,
            Item: codeToItem(template),
            ConditionExpression: 'attribute_not_exists(PK) OR templateId = :template',
            ExpressionAttributeValues: { ':template': template.templateId },
          },
        },
        ...(movesCode ? [{ Delete: { TableName, Key: templateCodeKey(before) } }] : []),
        ...(fact === undefined ? [] : [deskFactWrite(TableName, fact)]),
      ]);
      return first === undefined ? 'saved' : first.position === 0 ? 'changed' : 'code_taken';
    },
    async remove(template, fact) {
      const failed = await writeTransaction(client, backoff, [
        {
          Delete: {
            TableName,
            Key: templateKey(template),
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': template.version },
          },
        },
        { Delete: { TableName, Key: templateCodeKey(template) } },
        ...(fact === undefined ? [] : [deskFactWrite(TableName, fact)]),
      ]);
      return failed.length === 0;
    },
    async countUse(template) {
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: templateKey(template),
            UpdateExpression: 'ADD useCount :one',
            ConditionExpression: 'attribute_exists(PK)',
            ExpressionAttributeValues: { ':one': 1 },
          }),
        );
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },
  };
};

/** Sets every attribute but the key and the count: whoever loads the template meanwhile is counted. */
const edit = (TableName: string, template: Template, before: Template): Write => {
  const { PK, SK, ...attributes } = toItem(template);
  const entries = Object.entries(attributes);
  return {
    Update: {
      TableName,
      Key: { PK, SK },
      UpdateExpression: `SET ${entries.map((_, index) => `#n${index} = :v${index}`).join(', ')}`,
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: {
        '#version': 'version',
        ...Object.fromEntries(entries.map(([name], index) => [`#n${index}`, name])),
      },
      ExpressionAttributeValues: {
        ':before': before.version,
        ...Object.fromEntries(entries.map(([, value], index) => [`:v${index}`, value])),
      },
    },
  };
};
