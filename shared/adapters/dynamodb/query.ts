import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import { type Attributes, compares, type Condition, expressions, has, type Key, type Table } from './rows.ts';

/** BatchGetItem's limit. */
const BATCH = 100;
/** How often BatchGetItem is asked for what it left unread. */
const READS = 8;

/** Rows of one partition, in the order of their sort keys. */
export type Query = {
  readonly partition: string;
  /** The index whose partition it is; without one, the table's. */
  readonly index?: { readonly index: string; readonly partition: string };
  /** How the sort key of the rows begins. */
  readonly prefix?: string;
  /** Sort keys below this one alone. */
  readonly below?: string;
  /** Sort keys from this one on. */
  readonly from?: string;
  /** The last sort key, where there is a first. */
  readonly to?: string;
  readonly consistent?: boolean;
  /** The oldest first, unless it says otherwise. */
  readonly order?: 'oldest' | 'newest';
  /** Only these attributes of each row. */
  readonly attributes?: readonly string[];
  /** Rows that are given; the others are read and paid for, too. */
  readonly filter?: Condition;
  /** Rows that are read at once; without it as many as 1 MB holds. */
  readonly pageSize?: number;
};

/** The rows of a table whose keys begin so. */
export const beginningWith = ({ PK, SK }: Key) => ({ partition: PK, prefix: SK });

const beginsWith =
  (attribute: string, prefix: string): Condition =>
  ({ name, value }) =>
    `begins_with(${name(attribute)}, ${value(prefix)})`;

const between =
  (attribute: string, from: string, to: string): Condition =>
  ({ name, value }) =>
    `${name(attribute)} BETWEEN ${value(from)} AND ${value(to)}`;

const inputOf = ({ partition, index, prefix, below, from, to, consistent, order, attributes, filter }: Query) => {
  const keys: readonly Condition[] = [
    has({ [index?.partition ?? 'PK']: partition }),
    ...(prefix === undefined ? [] : [beginsWith('SK', prefix)]),
    ...(below === undefined ? [] : [compares('SK', '<', below)]),
    ...(from === undefined ? [] : [to === undefined ? compares('SK', '>=', from) : between('SK', from, to)]),
  ];
  return {
    ...(index && { IndexName: index.index }),
    ...(consistent && { ConsistentRead: true }),
    ...(order === 'newest' && { ScanIndexForward: false }),
    ...expressions((use) => ({
      KeyConditionExpression: keys.map((condition) => condition(use)).join(' AND '),
      ...(filter && { FilterExpression: filter(use) }),
      ...(attributes && { ProjectionExpression: attributes.map(use.name).join(', ') }),
    })),
  };
};

/** Where rows are read on: the key of the row before them. */
type Start = { readonly after?: Attributes | undefined };

/** One call: at most `pageSize` rows or 1 MB. `end` is the key of the last row that was read, if there may be more. */
export const queryPage = async (
  { client, TableName }: Table,
  query: Query,
  { after }: Start = {},
): Promise<{ readonly items: readonly Attributes[]; readonly end?: Attributes }> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName,
      ...inputOf(query),
      ...(query.pageSize !== undefined && { Limit: query.pageSize }),
      ...(after && { ExclusiveStartKey: { ...after } }),
    }),
  );
  return { items: Items, ...(LastEvaluatedKey && { end: LastEvaluatedKey }) };
};

/** All rows of a query, or the first `atMost` of them, page by page: nothing is read before it is asked for. */
export const queryPages = async function* (
  table: Table,
  query: Query,
  { after, atMost = Infinity }: Start & { readonly atMost?: number } = {},
): AsyncGenerator<readonly Attributes[], void> {
  let start = after;
  let left = atMost;
  do {
    const pageSize = Math.min(query.pageSize ?? Infinity, left);
    const { items, end } = await queryPage(table, pageSize === Infinity ? query : { ...query, pageSize }, {
      after: start,
    });
    yield items;
    left -= items.length;
    start = end;
  } while (start !== undefined && left > 0);
};

/** All rows of a query, or the first `atMost` of them, read. */
export const queryAll = async <T>(
  table: Table,
  query: Query,
  read: (item: Attributes) => T,
  limits: Start & { readonly atMost?: number } = {},
): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const items of queryPages(table, query, limits)) found.push(...items.map(read));
  return found;
};

const readBatch = async (
  { client, TableName }: Table,
  keys: readonly Key[],
  { consistent = false, backoff }: { readonly consistent?: boolean; readonly backoff: Backoff },
): Promise<readonly Attributes[]> => {
  const found: Attributes[] = [];
  let wanted: Record<string, unknown>[] = [...keys];
  for (let attempt = 1; wanted.length > 0; attempt += 1) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({
        RequestItems: { [TableName]: { Keys: wanted, ...(consistent && { ConsistentRead: true }) } },
      }),
    );
    found.push(...(Responses?.[TableName] ?? []));
    wanted = UnprocessedKeys?.[TableName]?.Keys ?? [];
    if (wanted.length === 0) continue;
    // By this name HTTP knows that the same request may pass later.
    if (attempt >= READS)
      throw Object.assign(new Error(`The table left keys unread ${READS} times`), { name: 'TimeoutError' });
    await backoff(attempt);
  }
  return found;
};

/**
 * The rows that there are of these keys, in no order. What the table leaves unread is asked for again after growing
 * waits, READS times at most.
 */
export const getMany = async (
  table: Table,
  keys: readonly Key[],
  how: { readonly consistent?: boolean; readonly backoff: Backoff },
): Promise<readonly Attributes[]> => {
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, i) =>
    keys.slice(i * BATCH, (i + 1) * BATCH),
  );
  return (await Promise.all(batches.map((batch) => readBatch(table, batch, how)))).flat();
};
