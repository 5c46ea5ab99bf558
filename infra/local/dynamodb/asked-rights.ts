import { AwsError } from '../kernel.ts';

export type AskedRight = { readonly action: string; readonly resource: string };

type Input = Readonly<Record<string, unknown>>;
type Named = { readonly TableName?: string };

const itemOperations = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];
const tableOperations = ['DescribeTable', 'DescribeTimeToLive', 'UpdateTimeToLive', 'CreateTable', 'DeleteTable', 'UpdateTable', 'DescribeContinuousBackups'];
const transactActions: Readonly<Record<string, string>> = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', ConditionCheck: 'ConditionCheckItem' };

/** What IAM asks for an operation: the action of each part and the table or index that it concerns. A transaction asks for the actions of its items, not for one of its own. */
export const askedRights = (operation: string, input: Input, arnOf: (tableName: string) => string): readonly AskedRight[] => {
  const on = (action: string, table: string, index?: unknown): AskedRight => ({ action: `dynamodb:${action}`, resource: typeof index === 'string' ? `${arnOf(table)}/index/${index}` : arnOf(table) });
  if (operation === 'TransactWriteItems') return itemsOf(input).flatMap((item) => Object.entries(item).map(([kind, part]) => on(transactActions[kind] ?? kind, (part as Named).TableName ?? '')));
  if (operation === 'TransactGetItems') return itemsOf(input).map((item) => on('GetItem', (item.Get as Named | undefined)?.TableName ?? ''));
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') return Object.keys((input.RequestItems ?? {}) as object).map((table) => on(operation, table));
  const table = (input as Named).TableName ?? '';
  if (operation === 'Query' || operation === 'Scan') return [on(operation, table, input.IndexName)];
  if (itemOperations.includes(operation) || tableOperations.includes(operation)) return [on(operation, table)];
  if (operation === 'ListTables') return [{ action: 'dynamodb:ListTables', resource: '*' }];
  throw new AwsError('UnknownOperationException', `dynamodb:${operation} is not hosted on this machine.`);
};

/** The tables that an operation writes to. */
export const writtenTables = (operation: string, input: Input): readonly string[] => {
  if (['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation)) return [(input as Named).TableName ?? ''];
  if (operation === 'BatchWriteItem') return Object.keys((input.RequestItems ?? {}) as object);
  if (operation !== 'TransactWriteItems') return [];
  return [...new Set(itemsOf(input).flatMap((item) => Object.entries(item).filter(([kind]) => kind !== 'ConditionCheck').map(([, part]) => (part as Named).TableName ?? '')))];
};

const itemsOf = (input: Input) => (input.TransactItems ?? []) as readonly Input[];
