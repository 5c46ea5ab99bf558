import { AwsError, type Resource } from '../kernel.ts';
import type { EngineClient } from './engine-client.ts';

type Item = Readonly<Record<string, unknown>>;

/** Five years in seconds. Items that expired longer ago are kept, as DynamoDB keeps them: the date may be wrong. */
const longestAgoSeconds = 5 * 365 * 24 * 3600;

/**
 * Deletes the items of a table whose time to live is over, as DynamoDB does within days and we within a minute. Gives
 * how many.
 */
export const sweepExpired = async (
  engine: EngineClient,
  { ref, properties }: Resource,
  nowSeconds: number,
): Promise<number> => {
  const { AttributeName: attribute, Enabled } = (properties.TimeToLiveSpecification ?? {}) as {
    readonly AttributeName?: string;
    readonly Enabled?: boolean;
  };
  if (!attribute || Enabled !== true) return 0;
  const keys = (properties.KeySchema as readonly { readonly AttributeName: string }[]).map(
    ({ AttributeName }) => AttributeName,
  );
  const isExpired = {
    ExpressionAttributeValues: {
      ':now': { N: String(Math.floor(nowSeconds)) },
      ':past': { N: String(Math.floor(nowSeconds) - longestAgoSeconds) },
    },
  };
  const condition = '#ttl < :now AND #ttl > :past';
  let deleted = 0;
  let from: Item | undefined;
  do {
    const page: { readonly Items?: readonly Item[]; readonly LastEvaluatedKey?: Item } = await engine.call('Scan', {
      TableName: ref,
      FilterExpression: condition,
      ProjectionExpression: keys.map((_key, index) => `#k${String(index)}`).join(', '),
      ...isExpired,
      ExpressionAttributeNames: {
        '#ttl': attribute,
        ...Object.fromEntries(keys.map((key, index) => [`#k${String(index)}`, key])),
      },
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    for (const key of page.Items ?? []) {
      if (
        await deleteIf(engine, {
          TableName: ref,
          Key: key,
          ConditionExpression: condition,
          ...isExpired,
          ExpressionAttributeNames: { '#ttl': attribute },
        })
      )
        deleted += 1;
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return deleted;
};

/** The condition keeps an item whose time to live was extended in the meantime. */
const deleteIf = async (engine: EngineClient, input: object): Promise<boolean> => {
  try {
    await engine.call('DeleteItem', input);
    return true;
  } catch (fault) {
    if (fault instanceof AwsError && fault.code === 'ConditionalCheckFailedException') return false;
    throw fault;
  }
};
