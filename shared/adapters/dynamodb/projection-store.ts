import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { FiguresAudit, ProjectionStore } from '../../application/ports/figures.ts';
import { type FigureChange, sumChanges } from '../../domain/figures/difference.ts';
import { NOW, WHOLE_SERVICE } from '../../domain/figures/figure-cells.ts';
import { figuresKey, figuresPartition, projectionKey } from './keys.ts';
import { cellTexts, fromCounterItem, fromProjectionItem, toProjectionItem } from './projection-item.ts';

type Items = NonNullable<TransactWriteCommandInput['TransactItems']>;
const PAGE = 100;

/** The views table's projections and the counters that follow from them. */
export const dynamoProjectionStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly viewsTable: string;
}): ProjectionStore & FiguresAudit => {
  const TableName = deps.viewsTable;

  const counterUpdates = (serviceId: string, changes: readonly FigureChange[], revision?: number): Items => {
    if (changes.length === 0) return [];
    // The revision stands in the service's row of now, which therefore moves with every change.
    const rows = changes.some(isHead) ? changes : [...changes, { scope: WHOLE_SERVICE, span: NOW, by: {} }];
    return rows.map((change) => {
      const figures = Object.entries(change.by);
      const adds = [...figures.map((_, i) => `#f${i} :f${i}`), ...(isHead(change) ? ['revision :one'] : [])];
      const guarded = isHead(change) && revision !== undefined;
      return {
        Update: {
          TableName,
          Key: figuresKey(serviceId, change.scope, change.span),
          UpdateExpression: `SET entity = :entity, #scope = :scope, span = :span ADD ${adds.join(', ')}`,
          ...(guarded
            ? { ConditionExpression: revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :revision' }
            : {}),
          ExpressionAttributeNames: {
            '#scope': 'scope',
            ...Object.fromEntries(figures.map(([figure], i) => [`#f${i}`, figure])),
          },
          ExpressionAttributeValues: {
            ':entity': 'figures',
            ':scope': change.scope,
            ':span': change.span,
            ...(isHead(change) ? { ':one': 1 } : {}),
            ...Object.fromEntries(figures.map(([, by], i) => [`:f${i}`, by])),
            ...(guarded && revision > 0 ? { ':revision': revision } : {}),
          },
        },
      };
    });
  };

  const pages = async function* (partition: string) {
    const query = {
      TableName,
      KeyConditionExpression: 'PK = :partition',
      ExpressionAttributeValues: { ':partition': partition },
      ConsistentRead: true,
    };
    for await (const { Items: items = [] } of paginateQuery({ client: deps.client, pageSize: PAGE }, query))
      yield items;
  };

  return {
    async findMany(serviceId, numbers) {
      let keys: Record<string, unknown>[] = numbers.map((number) => projectionKey(serviceId, number));
      const found = [];
      while (keys.length > 0) {
        const { Responses, UnprocessedKeys } = await deps.client.send(
          new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys, ConsistentRead: true } } }),
        );
        found.push(...(Responses?.[TableName] ?? []).map(fromProjectionItem));
        keys = UnprocessedKeys?.[TableName]?.Keys ?? [];
      }
      return found;
    },
    move: ({ serviceId, projections, changes }) =>
      attempt(deps.client, [
        ...projections.map(({ before, after }) => ({
          Put: {
            TableName,
            Item: toProjectionItem(after),
            ...(before === undefined
              ? { ConditionExpression: 'attribute_not_exists(PK)' }
              : {
                  // The cells too: two who rebuild the same version must not both move the counters.
                  ConditionExpression: 'version = :version AND removed = :removed AND cells = :cells',
                  ExpressionAttributeValues: {
                    ':version': before.version,
                    ':removed': before.removed,
                    ':cells': cellTexts(before.cells),
                  },
                }),
          },
        })),
        ...counterUpdates(serviceId, changes),
      ]),
    correct: (serviceId, revision, changes) =>
      attempt(deps.client, counterUpdates(serviceId, sumChanges(changes), revision)),
    async *projections(serviceId) {
      for await (const items of pages(projectionKey(serviceId, 0).PK)) yield items.map(fromProjectionItem);
    },
    async *counters(serviceId) {
      for await (const items of pages(figuresPartition(serviceId))) yield items.map(fromCounterItem);
    },
    async revision(serviceId) {
      const { Item } = await deps.client.send(
        new GetCommand({ TableName, Key: figuresKey(serviceId, WHOLE_SERVICE, NOW), ConsistentRead: true }),
      );
      return Item === undefined ? 0 : fromCounterItem(Item).revision;
    },
  };
};

const isHead = ({ scope, span }: { readonly scope: string; readonly span: string }) =>
  scope === WHOLE_SERVICE && span === NOW;

/** False when a condition failed or another transaction holds the rows; any other failure is thrown. */
const attempt = async (client: DynamoDBDocumentClient, items: Items): Promise<boolean> => {
  if (items.length === 0) return true;
  try {
    await client.send(new TransactWriteCommand({ TransactItems: items }));
    return true;
  } catch (cause) {
    const reasons =
      cause instanceof TransactionCanceledException ? (cause.CancellationReasons ?? []).map(({ Code }) => Code) : [];
    if (reasons.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')) return false;
    throw cause;
  }
};
