import { join } from 'node:path';
import { DynamoDBClient, CreateTableCommand, DeleteTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { engineClient } from '../../../../infra/local/dynamodb/engine-client.ts';
import {
  type StreamReader,
  type StreamRecord,
  streamReaderOn,
} from '../../../../infra/local/dynamodb/stream-reader.ts';
import { startEngineProcess } from '../../../../infra/local/dynamodb/engine-process.ts';
import { findEngine } from '../../../../infra/local/dynamodb/find-engine.ts';
import type { Running } from '../../../../infra/local/kernel.ts';
import { aFolder, quiet } from '../../../support/local-aws.ts';
import { freePort } from '../../../support/free-port.ts';

/** What we rely on in DynamoDB. Runs against the engine of this machine, or any other with DYNAMODB_ENDPOINT=http://….*/
describe('DynamoDB, as we use it', () => {
  const TableName = `conformance-${String(Date.now())}`;
  let engine: Awaited<ReturnType<typeof anEngine>>;
  let raw: DynamoDBClient;
  let client: DynamoDBDocumentClient;
  let stream: StreamReader;
  let streamClient: ReturnType<typeof engineClient>;

  beforeAll(async () => {
    engine = await anEngine();
    raw = new DynamoDBClient({
      endpoint: engine.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'conformance', secretAccessKey: 'x' },
    });
    client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
    const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
    const { TableDescription } = await raw.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [key('PK', 'HASH'), key('SK', 'RANGE')],
        AttributeDefinitions: ['PK', 'SK', 'LA_PK', 'LA_SK'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        GlobalSecondaryIndexes: [
          {
            IndexName: 'lists-all',
            KeySchema: [key('LA_PK', 'HASH'), key('LA_SK', 'RANGE')],
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
          },
        ],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    );
    await waitUntilTableExists({ client: raw, maxWaitTime: 20, minDelay: 1 }, { TableName });
    streamClient = engineClient(engine.url, 'eu-west-1', () => Promise.resolve());
    stream = streamReaderOn(
      streamClient,
      TableDescription!.LatestStreamArn!,
      TableDescription!.LatestStreamArn!,
      'eu-west-1',
    );
  });
  afterAll(async () => {
    await raw.send(new DeleteTableCommand({ TableName }));
    raw.destroy();
    streamClient.close();
    await engine.stop();
  });

  const put = (Item: Record<string, unknown>, more = {}) => client.send(new PutCommand({ TableName, Item, ...more }));
  const get = async (PK: string, SK = 'row') =>
    (await client.send(new GetCommand({ TableName, Key: { PK, SK }, ConsistentRead: true }))).Item;

  it('refuses a write whose condition fails, and shows the item that failed it', async () => {
    await put({ PK: 'c1', SK: 'row', version: 3 });

    const write = put(
      { PK: 'c1', SK: 'row', version: 9 },
      {
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': 2 },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    );

    await expect(write).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { PK: { S: 'c1' }, version: { N: '3' } },
    });
    expect(await get('c1')).toMatchObject({ version: 3 });
  });

  it('counts up in one update and gives the new value', async () => {
    const next = async () =>
      (
        await client.send(
          new UpdateCommand({
            TableName,
            Key: { PK: 'counter', SK: 'row' },
            UpdateExpression: 'ADD #next :one',
            ExpressionAttributeNames: { '#next': 'next' },
            ExpressionAttributeValues: { ':one': 1 },
            ReturnValues: 'UPDATED_NEW',
          }),
        )
      ).Attributes?.next as number;

    const numbers = await Promise.all(Array.from({ length: 20 }, next));

    expect(numbers.toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 20 }, (_value, index) => index + 1),
    );
  });

  it('takes a transaction whole', async () => {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName,
              Item: { PK: 't1', SK: 'row', version: 1 },
              ConditionExpression: 'attribute_not_exists(PK)',
            },
          },
          { Put: { TableName, Item: { PK: 't1', SK: 'entry' } } },
          {
            Update: {
              TableName,
              Key: { PK: 't1', SK: 'count' },
              UpdateExpression: 'ADD #n :one',
              ExpressionAttributeNames: { '#n': 'n' },
              ExpressionAttributeValues: { ':one': 1 },
            },
          },
        ],
      }),
    );

    const { Items } = await client.send(
      new QueryCommand({ TableName, KeyConditionExpression: 'PK = :pk', ExpressionAttributeValues: { ':pk': 't1' } }),
    );
    expect(Items).toEqual([
      { PK: 't1', SK: 'count', n: 1 },
      { PK: 't1', SK: 'entry' },
      { PK: 't1', SK: 'row', version: 1 },
    ]);
  });

  it('takes nothing of a transaction one of whose conditions fails, and says which one with its item', async () => {
    await put({ PK: 't2', SK: 'row', version: 5 });

    const write = client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: { PK: 't2', SK: 'entry' } } },
          {
            Update: {
              TableName,
              Key: { PK: 't2', SK: 'row' },
              UpdateExpression: 'SET #version = :next',
              ConditionExpression: '#version = :expected',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':expected': 4, ':next': 5 },
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      }),
    );

    await expect(write).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { PK: { S: 't2' }, version: { N: '5' } } },
      ],
    });
    expect(await get('t2', 'entry')).toBeUndefined();
  });

  it('checks a condition without writing', async () => {
    const write = (PK: string) =>
      client.send(
        new TransactWriteCommand({
          TransactItems: [
            { ConditionCheck: { TableName, Key: { PK, SK: 'row' }, ConditionExpression: 'attribute_exists(PK)' } },
            { Put: { TableName, Item: { PK: 't3', SK: 'checked' } } },
          ],
        }),
      );

    await expect(write('nobody')).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }, { Code: 'None' }],
    });
    await write('c1');
    expect(await get('t3', 'checked')).toEqual({ PK: 't3', SK: 'checked' });
  });

  it('does a transaction with the same token once', async () => {
    const write = (token: string, n: number) =>
      client.send(
        new TransactWriteCommand({
          ClientRequestToken: token,
          TransactItems: [
            {
              Update: {
                TableName,
                Key: { PK: 't4', SK: 'row' },
                UpdateExpression: 'ADD #n :n',
                ExpressionAttributeNames: { '#n': 'n' },
                ExpressionAttributeValues: { ':n': n },
              },
            },
          ],
        }),
      );

    await write('token-1', 1);
    await write('token-1', 1);

    expect(await get('t4')).toMatchObject({ n: 1 });
    await expect(write('token-1', 2)).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  });

  it('refuses two writes of one transaction to the same item', async () => {
    await expect(
      client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: { PK: 't5', SK: 'row' } } },
            { Delete: { TableName, Key: { PK: 't5', SK: 'row' } } },
          ],
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('has in a sparse index only the items with its keys, with what it projects, newest first, by pages', async () => {
    for (const [SK, at] of [
      ['a', '1'],
      ['b', '3'],
      ['c', '2'],
      ['d', undefined],
    ] as const) {
      await put({
        PK: 'list',
        SK,
        title: `title ${SK}`,
        body: 'not projected',
        ...(at ? { LA_PK: 'list', LA_SK: at } : {}),
      });
    }
    const query = (more = {}) =>
      client.send(
        new QueryCommand({
          TableName,
          IndexName: 'lists-all',
          KeyConditionExpression: 'LA_PK = :list',
          ExpressionAttributeValues: { ':list': 'list' },
          ScanIndexForward: false,
          Limit: 2,
          ...more,
        }),
      );

    const first = await query();
    const second = await query({ ExclusiveStartKey: first.LastEvaluatedKey });

    expect([...first.Items!, ...second.Items!].map(({ SK }) => SK as string)).toEqual(['b', 'c', 'a']);
    expect(first.Items![0]).toEqual({ PK: 'list', SK: 'b', LA_PK: 'list', LA_SK: '3', title: 'title b' });
    await client.send(
      new UpdateCommand({ TableName, Key: { PK: 'list', SK: 'b' }, UpdateExpression: 'REMOVE LA_PK, LA_SK' }),
    );
    expect((await query()).Items!.map(({ SK }) => SK as string)).toEqual(['c', 'a']);
  });

  it('reads a range of sort keys', async () => {
    for (const SK of ['entry#1', 'entry#2', 'event#1']) await put({ PK: 'range', SK });
    const query = async (condition: string, values: Record<string, string>) =>
      (
        await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: `PK = :pk AND ${condition}`,
            ExpressionAttributeValues: { ':pk': 'range', ...values },
          }),
        )
      ).Items!.map(({ SK }) => SK as string);

    expect(await query('begins_with(SK, :prefix)', { ':prefix': 'entry#' })).toEqual(['entry#1', 'entry#2']);
    expect(await query('SK BETWEEN :from AND :to', { ':from': 'entry#2', ':to': 'event#9' })).toEqual([
      'entry#2',
      'event#1',
    ]);
  });

  it('scans a table once, by pages, and goes on behind a row that was deleted or written anew', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ PK: `scan-${String(i % 7)}`, SK: String(i), scanned: i }));
    for (const row of rows) await put(row);
    const seen: number[] = [];
    let after: Record<string, unknown> | undefined;
    let looked = 0;
    do {
      const { Items, ScannedCount, LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName,
          ConsistentRead: true,
          Limit: 4,
          FilterExpression: 'scanned >= :from',
          ExpressionAttributeValues: { ':from': 0 },
          ...(after && { ExclusiveStartKey: after }),
        }),
      );
      expect(ScannedCount).toBeLessThanOrEqual(4);
      looked += ScannedCount!;
      for (const item of Items!) {
        seen.push(item['scanned'] as number);
        if (Number(item['scanned']) % 3 === 0)
          await client.send(new DeleteCommand({ TableName, Key: { PK: item['PK'], SK: item['SK'] } }));
        else await put({ ...item, again: true });
      }
      after = LastEvaluatedKey;
    } while (after);
    expect(seen.toSorted((left, right) => left - right)).toEqual(rows.map(({ scanned }) => scanned));
    expect(looked).toBeGreaterThan(rows.length);
  });

  it('reads and writes in batches', async () => {
    await client.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: Array.from({ length: 25 }, (_value, n) => ({
            PutRequest: { Item: { PK: 'batch', SK: String(n) } },
          })),
        },
      }),
    );

    const { Responses } = await client.send(
      new BatchGetCommand({
        RequestItems: {
          [TableName]: {
            Keys: [
              { PK: 'batch', SK: '1' },
              { PK: 'batch', SK: '24' },
              { PK: 'batch', SK: 'none' },
            ],
          },
        },
      }),
    );

    expect(Responses![TableName]!.map(({ SK }) => SK as string).sort()).toEqual(['1', '24']);
  });

  it('tells what a call consumed', async () => {
    const small = { PK: 'capacity', SK: 'small', LA_PK: 'capacity', LA_SK: '1', title: 'x' };
    const written = await put(small, { ReturnConsumedCapacity: 'INDEXES' });
    const eventual = await client.send(
      new GetCommand({ TableName, Key: { PK: 'capacity', SK: 'small' }, ReturnConsumedCapacity: 'TOTAL' }),
    );
    const strong = await client.send(
      new GetCommand({
        TableName,
        Key: { PK: 'capacity', SK: 'small' },
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    const transaction = await client.send(
      new TransactWriteCommand({
        ReturnConsumedCapacity: 'TOTAL',
        TransactItems: [{ Put: { TableName, Item: { PK: 'capacity', SK: 'large', text: 'x'.repeat(1500) } } }],
      }),
    );

    expect(written.ConsumedCapacity).toMatchObject({
      CapacityUnits: 2,
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { 'lists-all': { CapacityUnits: 1 } },
    });
    expect([eventual.ConsumedCapacity?.CapacityUnits, strong.ConsumedCapacity?.CapacityUnits]).toEqual([0.5, 1]);
    expect(transaction.ConsumedCapacity?.[0]?.CapacityUnits).toBe(4);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a reserved word',
      { ConditionExpression: 'status = :x', ExpressionAttributeValues: { ':x': 1 } },
      /reserved keyword/,
    ],
    [
      'a value that is not used',
      { ConditionExpression: 'attribute_not_exists(PK)', ExpressionAttributeValues: { ':x': 1 } },
      /unused in expressions/,
    ],
  ])('refuses %s', async (_name, more, message) => {
    await expect(put({ PK: 'v', SK: 'row' }, more)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message),
    });
  });

  it('streams each change of an item in order, with both images, and goes on from a checkpoint', async () => {
    await put({ PK: 's1', SK: 'row', n: 1 });
    await put({ PK: 's1', SK: 'row', n: 1 });
    await put({ PK: 's1', SK: 'row', n: 2 });
    await client.send(new DeleteCommand({ TableName, Key: { PK: 's1', SK: 'row' } }));

    const records = await ofItem(stream, 's1');

    expect(records.map(({ eventName, dynamodb }) => [eventName, dynamodb.OldImage?.n, dynamodb.NewImage?.n])).toEqual([
      ['INSERT', undefined, { N: '1' }],
      ['MODIFY', { N: '1' }, { N: '2' }],
      ['REMOVE', { N: '2' }, undefined],
    ]);
    expect(records[0]!.dynamodb).toMatchObject({
      Keys: { PK: { S: 's1' }, SK: { S: 'row' } },
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    });
    const rest = await ofItem(stream, 's1', records[0]!.dynamodb.SequenceNumber);
    expect(rest.map(({ eventName }) => eventName)).toEqual(['MODIFY', 'REMOVE']);
  });

  it('streams nothing of a transaction that was refused', async () => {
    await expect(
      client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: { PK: 's2', SK: 'row' } } },
            {
              ConditionCheck: {
                TableName,
                Key: { PK: 'nobody', SK: 'row' },
                ConditionExpression: 'attribute_exists(PK)',
              },
            },
          ],
        }),
      ),
    ).rejects.toThrow();

    expect(await ofItem(stream, 's2')).toEqual([]);
  });
});

/** Reads until nothing more comes; an open shard gives a next iterator for ever. */
const ofItem = async (stream: StreamReader, PK: string, after?: string): Promise<readonly StreamRecord[]> => {
  const records: StreamRecord[] = [];
  for (const { shardId } of await stream.shards()) {
    let next: string | undefined = await stream.iterator(
      shardId,
      after === undefined ? { type: 'TRIM_HORIZON' } : { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: after },
    );
    for (let empty = 0; next && empty < 2;) {
      const page = await stream.records(next, 1000);
      records.push(...page.records);
      next = page.next;
      empty = page.records.length === 0 ? empty + 1 : 0;
    }
  }
  return records.filter(({ dynamodb }) => (dynamodb.Keys.PK as { readonly S: string }).S === PK);
};

/** The engine at DYNAMODB_ENDPOINT, or one of our own on a throwaway file. */
const anEngine = async (): Promise<Running & { readonly url: string }> => {
  if (process.env.DYNAMODB_ENDPOINT) return { url: process.env.DYNAMODB_ENDPOINT, stop: () => Promise.resolve() };
  const engine = findEngine(process.env);
  if (engine.kind === 'endpoint') throw new Error('Unreachable: DYNAMODB_ENDPOINT is not set');
  const folder = aFolder();
  const running = await startEngineProcess({
    program: engine.path,
    dataDir: folder.path,
    databasePath: join(folder.path, 'engine.db'),
    port: await freePort(),
    log: quiet,
    onFatal: (reason) => {
      throw reason;
    },
  });
  return {
    url: running.url,
    stop: async () => {
      await running.stop();
      folder[Symbol.dispose]();
    },
  };
};
