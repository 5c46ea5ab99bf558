import { AwsError } from '../kernel.ts';

export type AskedRight = {
  readonly action: string;
  readonly resource: string;
  /** `dynamodb:LeadingKeys`: the partition keys that the part is about; empty where it is about all of them. */
  readonly leadingKeys: readonly string[];
};

type Input = Readonly<Record<string, unknown>>;
type Named = { readonly TableName?: string };
/** How tables are named in rights, and by which attribute their rows lie together. */
export type Tables = { arnOf(tableName: string): string; partitionKeyOf(tableName: string): string };

const itemOperations = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];
const tableOperations = [
  'DescribeTable',
  'DescribeTimeToLive',
  'UpdateTimeToLive',
  'CreateTable',
  'DeleteTable',
  'UpdateTable',
  'DescribeContinuousBackups',
];
const transactActions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/**
 * What IAM asks for an operation: the action of each part and the table or index that it concerns. A transaction asks
 * for the actions of its items, not for one of its own.
 */
export const askedRights = (
  operation: string,
  input: Input,
  { arnOf, partitionKeyOf }: Tables,
): readonly AskedRight[] => {
  const on = (action: string, table: string, leadingKeys: readonly string[] = [], index?: unknown): AskedRight => ({
    action: `dynamodb:${action}`,
    resource: typeof index === 'string' ? `${arnOf(table)}/index/${index}` : arnOf(table),
    leadingKeys,
  });
  const keysOf = (part: Input): readonly string[] =>
    keyText(((part.Key ?? part.Item) as Input | undefined)?.[partitionKeyOf((part as Named).TableName ?? '')]);
  if (operation === 'TransactWriteItems')
    return itemsOf(input).flatMap((item) =>
      Object.entries(item).map(([kind, part]) =>
        on(transactActions[kind] ?? kind, (part as Named).TableName ?? '', keysOf(part as Input)),
      ),
    );
  if (operation === 'TransactGetItems')
    return itemsOf(input).map((item) =>
      on('GetItem', (item.Get as Named | undefined)?.TableName ?? '', keysOf((item.Get ?? {}) as Input)),
    );
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem')
    return Object.entries((input.RequestItems ?? {}) as Readonly<Record<string, unknown>>).map(([table, requests]) =>
      on(operation, table, batchKeys(requests, partitionKeyOf(table))),
    );
  const table = (input as Named).TableName ?? '';
  if (operation === 'Query' || operation === 'Scan')
    return [
      on(operation, table, operation === 'Query' ? queriedKeys(input, partitionKeyOf(table)) : [], input.IndexName),
    ];
  if (itemOperations.includes(operation)) return [on(operation, table, keysOf(input))];
  if (tableOperations.includes(operation)) return [on(operation, table)];
  if (operation === 'ListTables') return [{ action: 'dynamodb:ListTables', resource: '*', leadingKeys: [] }];
  throw new AwsError('UnknownOperationException', `dynamodb:${operation} is not hosted on this machine.`);
};

/** The tables that an operation writes to. */
export const writtenTables = (operation: string, input: Input): readonly string[] => {
  if (['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation)) return [(input as Named).TableName ?? ''];
  if (operation === 'BatchWriteItem') return Object.keys((input.RequestItems ?? {}) as object);
  if (operation !== 'TransactWriteItems') return [];
  return [
    ...new Set(
      itemsOf(input).flatMap((item) =>
        Object.entries(item)
          .filter(([kind]) => kind !== 'ConditionCheck')
          .map(([, part]) => (part as Named).TableName ?? ''),
      ),
    ),
  ];
};

/** The key's text, which is what IAM compares. Only string keys are supported. */
const keyText = (value: unknown): readonly string[] => {
  const text = (value as { readonly S?: unknown } | undefined)?.S;
  return typeof text === 'string' ? [text] : [];
};

/** Of BatchGetItem `{ Keys }`, of BatchWriteItem `[{ PutRequest: { Item } }, { DeleteRequest: { Key } }]`. */
const batchKeys = (requests: unknown, partitionKey: string): readonly string[] => {
  const rows = Array.isArray(requests)
    ? (requests as readonly Readonly<Record<string, Input>>[]).flatMap((request) =>
        Object.values(request).map((part) => (part.Key ?? part.Item) as Input | undefined),
      )
    : ((requests as { readonly Keys?: readonly Input[] } | undefined)?.Keys ?? []);
  return rows.flatMap((row) => keyText(row?.[partitionKey]));
};

/**
 * The one partition that a query reads: `PK = :pk`, with or without a name in place of the attribute. Any other
 * spelling of it is refused where rights depend on it.
 */
const queriedKeys = (
  { KeyConditionExpression: condition, ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Input,
  partitionKey: string,
): readonly string[] => {
  const equal = String(condition ?? '').matchAll(/(#?\w+)\s*=\s*(:\w+)/g);
  for (const [, name = '', value = ''] of equal)
    if (((names as Readonly<Record<string, string>> | undefined)?.[name] ?? name) === partitionKey)
      return keyText((values as Input | undefined)?.[value]);
  return ['(a partition that was not understood)'];
};

const itemsOf = (input: Input) => (input.TransactItems ?? []) as readonly Input[];
