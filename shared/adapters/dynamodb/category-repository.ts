import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import type { CategoryRepository } from '../../application/ports/desk-settings.ts';
import type { Category } from '../../domain/desk/category.ts';
import { deskFactWrite } from './desk-fact-item.ts';
import { categoryFromItem, categoryToItem } from './desk-items.ts';
import { categoryKey, categoryTreeKey } from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

const treeSchema = z.object({ entity: z.literal('category_tree'), version: z.int().positive() });

/**
 * What setting a category up by hand writes: it too moves the row of its tree, so that an administrator's move that was
 * decided before is decided anew.
 */
export const categoryWrites = (TableName: string, before: Category | undefined, after: Category) => [
  {
    Put: {
      TableName,
      Item: categoryToItem(after),
      ...(before === undefined
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : {
            ConditionExpression: '#version = :version OR (attribute_not_exists(#version) AND :version = :first)',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': before.version, ':first': 1 },
          }),
    },
  },
  {
    Update: {
      TableName,
      Key: categoryTreeKey(after.serviceId, after.kind),
      UpdateExpression: 'SET #entity = :entity ADD #version :one',
      ExpressionAttributeNames: { '#entity': 'entity', '#version': 'version' },
      ExpressionAttributeValues: { ':entity': 'category_tree', ':one': 1 },
    },
  },
];

/**
 * Categories as rows beside their service. Each write also moves the one row of its tree, so that two moves at once
 * can't make a circle of it.
 */
export const dynamoCategoryRepository = ({ client, deskTable: TableName, backoff }: Deps): CategoryRepository => ({
  async readTree(serviceId, kind) {
    // The version first: what is written after it was read makes the save that goes by it fail.
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: categoryTreeKey(serviceId, kind), ConsistentRead: true }),
    );
    const { PK, SK } = categoryKey(serviceId, kind, '');
    const pages = paginateQuery(
      { client },
      {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :service AND begins_with(SK, :tree)',
        ExpressionAttributeValues: { ':service': PK, ':tree': SK },
      },
    );
    const categories: Category[] = [];
    for await (const { Items = [] } of pages) categories.push(...Items.map(categoryFromItem));
    return { version: Item === undefined ? 0 : treeSchema.parse(Item).version, categories };
  },
  async save(category, treeVersion, fact) {
    const condition =
      treeVersion === 0
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : {
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': treeVersion },
          };
    const failed = await writeTransaction(client, backoff, [
      {
        Put: {
          TableName,
          Item: {
            ...categoryTreeKey(category.serviceId, category.kind),
            entity: 'category_tree',
            version: treeVersion + 1,
          },
          ...condition,
        },
      },
      { Put: { TableName, Item: categoryToItem(category) } },
      deskFactWrite(TableName, fact),
    ]);
    return failed.length === 0;
  },
});
