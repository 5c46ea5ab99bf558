import { askedRights } from '../../../../infra/local/dynamodb/asked-rights.ts';
import { conditionHolds } from '../../../../infra/local/iam/conditions.ts';

const tables = { arnOf: (table: string) => `arn:${table}`, partitionKeyOf: () => 'PK' };
const key = (pk: string) => ({ PK: { S: pk }, SK: { S: 'x' } });

it.each<[string, object, readonly (readonly [string, readonly string[]])[]]>([
  ['GetItem', { TableName: 'sessions', Key: key('CONNECTION#1') }, [['dynamodb:GetItem', ['CONNECTION#1']]]],
  ['PutItem', { TableName: 'sessions', Item: key('PRESENCE#1') }, [['dynamodb:PutItem', ['PRESENCE#1']]]],
  ['DeleteItem', { TableName: 'sessions', Key: key('CONNECT#1') }, [['dynamodb:DeleteItem', ['CONNECT#1']]]],
  [
    'Query',
    {
      TableName: 'sessions',
      KeyConditionExpression: '#p = :pk AND begins_with(SK, :sk)',
      ExpressionAttributeNames: { '#p': 'PK' },
      ExpressionAttributeValues: { ':pk': { S: 'LIVE#1' }, ':sk': { S: 'C' } },
    },
    [['dynamodb:Query', ['LIVE#1']]],
  ],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName: 'sessions', Item: key('a') } },
        { Delete: { TableName: 'sessions', Key: key('b') } },
      ],
    },
    [
      ['dynamodb:PutItem', ['a']],
      ['dynamodb:DeleteItem', ['b']],
    ],
  ],
  [
    'BatchGetItem',
    { RequestItems: { sessions: { Keys: [key('a'), key('b')] } } },
    [['dynamodb:BatchGetItem', ['a', 'b']]],
  ],
  [
    'BatchWriteItem',
    { RequestItems: { sessions: [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('b') } }] } },
    [['dynamodb:BatchWriteItem', ['a', 'b']]],
  ],
])('%s asks with the partition keys that it is about', (operation, input, expected) => {
  expect(
    askedRights(operation, input as Record<string, unknown>, tables).map(({ action, leadingKeys }) => [
      action,
      leadingKeys,
    ]),
  ).toEqual(expected);
});

it('a query that spells its partition in another way is about one that no right names', () => {
  const [{ leadingKeys }] = askedRights(
    'Query',
    { TableName: 'sessions', KeyConditionExpression: 'PK BETWEEN :a AND :b', ExpressionAttributeValues: {} },
    tables,
  ).slice(0, 1) as unknown as [{ leadingKeys: readonly string[] }];
  expect(conditionHolds('ForAllValues:StringLike', leadingKeys, ['PRESENCE#*'])).toBe(false);
});

it('a right on some partitions holds for these alone', () => {
  const wanted = ['CONNECTION#*', 'LIVE#*'];
  expect(
    [['CONNECTION#1'], ['CONNECTION#1', 'LIVE#2'], ['CONNECT#1'], ['LIVE#1', 'CONNECT#1']].map((keys) =>
      conditionHolds('ForAllValues:StringLike', keys, wanted),
    ),
  ).toEqual([true, true, false, false]);
});
