import { randomUUID } from 'node:crypto';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { gatheredReads } from '../../../../shared/adapters/dynamodb/gathered-reads.ts';
import { documentClient } from '../../../../shared/adapters/dynamodb/document-client.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

/** A client that tells which commands it was given; `fault` refuses the next one. */
const watched = (client: DynamoDBDocumentClient) => {
  const sent: unknown[] = [];
  const faults: Error[] = [];
  const send = (command: unknown, ...rest: readonly unknown[]): unknown => {
    sent.push(command);
    const fault = faults.shift();
    if (fault) return Promise.reject(fault);
    return (client.send as (...given: readonly unknown[]) => unknown)(command, ...rest);
  };
  return { sent, faults, client: Object.assign(Object.create(client) as DynamoDBDocumentClient, { send }) };
};

const aDesk = async (rows: readonly string[]) => {
  const PK = `TICKET#${randomUUID()}`;
  const keyOf = (SK: string) => ({ PK, SK });
  const write = (SK: string, text: string) =>
    engine.client.send(new PutCommand({ TableName: engine.deskTable, Item: { ...keyOf(SK), text } }));
  for (const SK of rows) await write(SK, `first ${SK}`);
  const { sent, faults, client } = watched(engine.client);
  const reads = gatheredReads(client, { table: engine.deskTable, backoff: async () => {} });
  const get = async (SK: string, more: object = {}) =>
    (
      await reads.client.send(
        new GetCommand({ TableName: engine.deskTable, Key: keyOf(SK), ConsistentRead: true, ...more }),
      )
    ).Item?.['text'] as unknown;
  return { keyOf, write, sent, faults, reads, get };
};

it('given rows that are asked for in one turn, then they are one call, and each gets its own', async () => {
  const { get, sent } = await aDesk(['A', 'B', 'C']);
  expect(await Promise.all([get('B'), get('missing'), get('A'), get('B'), get('C')])).toEqual([
    'first B',
    undefined,
    'first A',
    'first B',
    'first C',
  ]);
  expect(sent).toEqual([expect.any(BatchGetCommand)]);
});

it('given one row alone, or one twice, then it is read as one row', async () => {
  const { get, sent } = await aDesk(['A']);
  expect(await get('A')).toBe('first A');
  expect(await Promise.all([get('A'), get('A')])).toEqual(['first A', 'first A']);
  expect(await get('missing')).toBeUndefined();
  expect(sent).toEqual([expect.any(GetCommand), expect.any(GetCommand), expect.any(GetCommand)]);
});

it('given a row and what lies beside it, then they are one query, and each gets its own', async () => {
  const { get, sent } = await aDesk(['A', 'A!', 'A#B', 'A#C', 'A-2']);
  expect(await Promise.all([get('A#B'), get('A')])).toEqual(['first A#B', 'first A']);
  expect(await Promise.all([get('A'), get('A#missing')])).toEqual(['first A', undefined]);
  expect(await Promise.all([get('missing'), get('missing#B')])).toEqual([undefined, undefined]);
  expect(sent).toEqual([expect.any(QueryCommand), expect.any(QueryCommand), expect.any(QueryCommand)]);
});

it.each([
  ['of another name', ['A', 'A-2']],
  ['of two others', ['A#B', 'A#C']],
  ['three', ['A', 'A#B', 'A#C']],
])('given rows that are not beside each other (%s), then they are one batch', async (_, names) => {
  const { get, sent } = await aDesk(names);
  expect(await Promise.all(names.map((name) => get(name)))).toEqual(names.map((name) => `first ${name}`));
  expect(sent).toEqual([expect.any(BatchGetCommand)]);
});

it('given more rows than one call takes, then it takes as many calls as it needs', async () => {
  const names = Array.from({ length: 230 }, (_, i) => `ROW#${String(i).padStart(3, '0')}`);
  const { get, sent } = await aDesk(names);
  expect(await Promise.all(names.map((name) => get(name)))).toEqual(names.map((name) => `first ${name}`));
  expect(sent).toHaveLength(3);
});

it('given a read of another kind, then it is sent as it is', async () => {
  const { get, sent } = await aDesk(['A']);
  const read = await Promise.all([
    get('A', { ConsistentRead: false }),
    get('A', { ProjectionExpression: 'PK' }),
    get('A'),
  ]);
  expect(read).toEqual(['first A', undefined, 'first A']);
  expect(sent).toHaveLength(3);
});

describe('given rows that are read ahead', () => {
  it('then the first who asks gets what was read, in one call with what is asked meanwhile', async () => {
    const { reads, keyOf, get, sent } = await aDesk(['A', 'B']);
    await reads.ahead([keyOf('A')], async () => {
      expect(await get('B')).toBe('first B');
      expect(await get('A')).toBe('first A');
    });
    expect(sent).toEqual([expect.any(BatchGetCommand)]);
  });

  it('then who asks again reads anew, as after a conflict', async () => {
    const { reads, keyOf, get, write } = await aDesk(['A']);
    await reads.ahead([keyOf('A')], async () => {
      expect(await get('A')).toBe('first A');
      await write('A', 'second A');
      expect(await get('A')).toBe('second A');
    });
  });

  it('then another request, before, beside or after, reads its own', async () => {
    const { reads, keyOf, get, write } = await aDesk(['A']);
    const { promise: until, resolve: goOn } = Promise.withResolvers<undefined>();
    const slow = reads.ahead([keyOf('A')], async () => {
      await until;
      return get('A');
    });
    await get('A');
    await write('A', 'second A');
    expect(await get('A')).toBe('second A');
    expect(await reads.ahead([keyOf('A')], () => get('A'))).toBe('second A');
    goOn(undefined);
    expect(await slow).toBe('first A');
    expect(await get('A')).toBe('second A');
  });

  it('then a fault is told to whoever asks, and to nobody where nobody does', async () => {
    const { reads, keyOf, get, faults } = await aDesk(['A']);
    faults.push(new Error('the table is gone'));
    await reads.ahead([keyOf('A')], async () => {
      await expect(get('A')).rejects.toThrow('the table is gone');
      expect(await get('A')).toBe('first A');
    });
    faults.push(new Error('the table is gone'));
    expect(await reads.ahead([keyOf('A')], async () => 'refused')).toBe('refused');
  });
});

it('given keys that the table leaves unread, then it is asked for them again', async () => {
  const { keyOf } = await aDesk(['A', 'B']);
  const client = documentClient({
    region: 'us-east-1',
    endpoint: 'http://localhost',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const asked: unknown[] = [];
  const item = (SK: string) => ({ ...keyOf(SK), text: `first ${SK}` });
  Object.assign(client, {
    send: async ({ input }: BatchGetCommand) => {
      asked.push(input.RequestItems?.['desk']?.Keys);
      return asked.length === 1
        ? { Responses: { desk: [item('A')] }, UnprocessedKeys: { desk: { Keys: [keyOf('B')] } } }
        : { Responses: { desk: [item('B')] } };
    },
  });
  const reads = gatheredReads(client, { table: 'desk', backoff: async () => {} });
  const get = async (SK: string) =>
    (await reads.client.send(new GetCommand({ TableName: 'desk', Key: keyOf(SK), ConsistentRead: true }))).Item?.[
      'text'
    ] as unknown;
  expect(await Promise.all([get('A'), get('B')])).toEqual(['first A', 'first B']);
  expect(asked).toEqual([[keyOf('A'), keyOf('B')], [keyOf('B')]]);
});
