import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineProcessOptions } from '../../../../infra/local/dynamodb/engine-process.ts';
import { findEngine } from '../../../../infra/local/dynamodb/find-engine.ts';
import { type Dynamodb, startDynamodb } from '../../../../infra/local/dynamodb/start-dynamodb.ts';
import type { Deployment } from '../../../../infra/local/kernel.ts';
import {
  aDeployment,
  aFolder,
  aFunction,
  type LocalAws,
  quiet,
  startLocalAws,
  theResource,
} from '../../../support/local-aws.ts';
import { freePort } from '../../../support/free-port.ts';

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
const index = (IndexName: string, Projection: object = { ProjectionType: 'ALL' }) => ({
  IndexName,
  KeySchema: keys('I_PK', 'SK'),
  Projection,
});
const desk = (...indexes: readonly object[]) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keys('PK', 'SK'),
    AttributeDefinitions: ['PK', 'SK', ...(indexes.length > 0 ? ['I_PK'] : [])].map(attribute),
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
  },
});
const sessions = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keys('PK', 'SK'),
    AttributeDefinitions: [attribute('PK'), attribute('SK')],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  },
};
const deskArn = { 'Fn::GetAtt': ['Desk', 'Arn'] };
const deployment = aDeployment({
  Desk: desk(index('by-agent'), index('by-group')),
  Sessions: sessions,
  ...aFunction(
    { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:GetItem'], Resource: deskArn },
    { Effect: 'Allow', Action: 'dynamodb:Query', Resource: { 'Fn::Join': ['', [deskArn, '/index/by-agent']] } },
  ),
});
const DeskTable = theResource(deployment, 'Desk').ref;
const SessionsTable = theResource(deployment, 'Sessions').ref;

const start = async (folder: string, of: Deployment = deployment, more = {}) =>
  startDynamodb({
    deployment: of,
    dataDir: folder,
    authorize: () => {},
    port: await freePort(),
    log: quiet,
    ...more,
  });
const engineOf = (folder: string) => Number(readFileSync(join(folder, 'engine.pid'), 'utf8'));
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
};
const eventually = async (holds: () => boolean | Promise<boolean>) => {
  for (let waited = 0; waited < 5000; waited += 20) {
    if (await holds()) return true;
    await sleep(20);
  }
  return false;
};

describe('DynamoDB on one machine', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let host: Dynamodb;
  let operator: DynamoDBDocumentClient;
  let asFunction: DynamoDBDocumentClient;

  beforeAll(async () => {
    folder = aFolder();
    const services: Record<string, Dynamodb['service']> = {};
    aws = await startLocalAws(deployment, folder.path, () => ({ services }));
    host = await start(folder.path, deployment, { authorize: aws.rights.authorize, sweepSeconds: 0.1 });
    services.dynamodb = host.service;
    operator = DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws.client(), maxAttempts: 3 }));
    asFunction = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client('Fn')));
  });
  afterAll(async () => {
    operator.destroy();
    asFunction.destroy();
    await host.stop();
    await aws.stop();
    folder[Symbol.dispose]();
  });

  it('lets a function do what its role allows', async () => {
    await asFunction.send(new PutCommand({ TableName: DeskTable, Item: { PK: 'a', SK: 'b', I_PK: 'x' } }));

    expect((await asFunction.send(new GetCommand({ TableName: DeskTable, Key: { PK: 'a', SK: 'b' } }))).Item).toEqual({
      PK: 'a',
      SK: 'b',
      I_PK: 'x',
    });
    expect(
      (
        await asFunction.send(
          new QueryCommand({
            TableName: DeskTable,
            IndexName: 'by-agent',
            KeyConditionExpression: 'I_PK = :x',
            ExpressionAttributeValues: { ':x': 'x' },
          }),
        )
      ).Count,
    ).toBe(1);
  });

  const refused = (action: string, resource: string) => ({
    name: 'AccessDeniedException',
    message: expect.stringMatching(
      RegExp(
        `not authorized to perform: dynamodb:${action} on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/${resource} `,
      ),
    ),
  });

  it('refuses what the role does not allow, by action and by resource', async () => {
    await expect(asFunction.send(new ScanCommand({ TableName: DeskTable }))).rejects.toMatchObject(
      refused('Scan', DeskTable),
    );
    await expect(
      asFunction.send(new GetCommand({ TableName: SessionsTable, Key: { PK: 'a', SK: 'b' } })),
    ).rejects.toMatchObject(refused('GetItem', SessionsTable));
    await expect(
      asFunction.send(
        new QueryCommand({
          TableName: DeskTable,
          IndexName: 'by-group',
          KeyConditionExpression: 'I_PK = :x',
          ExpressionAttributeValues: { ':x': 'x' },
        }),
      ),
    ).rejects.toMatchObject(refused('Query', `${DeskTable}/index/by-group`));
    await expect(
      asFunction.send(new BatchGetCommand({ RequestItems: { [DeskTable]: { Keys: [{ PK: 'a', SK: 'b' }] } } })),
    ).rejects.toMatchObject(refused('BatchGetItem', DeskTable));
  });

  it('asks for the right of each item of a transaction', async () => {
    const allowed = { Put: { TableName: DeskTable, Item: { PK: 't', SK: '1' } } };
    await asFunction.send(new TransactWriteCommand({ TransactItems: [allowed] }));

    await expect(
      asFunction.send(
        new TransactWriteCommand({
          TransactItems: [allowed, { Delete: { TableName: DeskTable, Key: { PK: 't', SK: '2' } } }],
        }),
      ),
    ).rejects.toMatchObject(refused('DeleteItem', DeskTable));
    await expect(
      asFunction.send(
        new TransactWriteCommand({
          TransactItems: [
            allowed,
            {
              ConditionCheck: {
                TableName: DeskTable,
                Key: { PK: 't', SK: '2' },
                ConditionExpression: 'attribute_exists(PK)',
              },
            },
          ],
        }),
      ),
    ).rejects.toMatchObject(refused('ConditionCheckItem', DeskTable));
  });

  it('calls those who wait for a table after each write to it', async () => {
    let written = 0;
    const stop = host.onWrite(DeskTable, () => {
      written += 1;
    });

    await operator.send(new PutCommand({ TableName: DeskTable, Item: { PK: 'w', SK: '1' } }));
    await operator.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: DeskTable, Item: { PK: 'w', SK: '2' } } },
          { Put: { TableName: SessionsTable, Item: { PK: 'w', SK: '1' } } },
        ],
      }),
    );
    await operator.send(new GetCommand({ TableName: DeskTable, Key: { PK: 'w', SK: '1' } }));
    stop();
    await operator.send(new PutCommand({ TableName: DeskTable, Item: { PK: 'w', SK: '3' } }));

    expect(written).toBe(2);
  });

  it('reads the stream of a table as the event sources need it', async () => {
    await operator.send(new PutCommand({ TableName: DeskTable, Item: { PK: 'streamed', SK: '1' } }));

    const stream = await host.streamReader(theResource(deployment, 'Desk').attributes.StreamArn!);
    const [shard] = await stream.shards();
    const { records } = await stream.records(await stream.iterator(shard!.shardId, { type: 'TRIM_HORIZON' }), 1000);

    expect(records.at(-1)).toMatchObject({
      eventName: 'INSERT',
      awsRegion: 'eu-west-1',
      eventSource: 'aws:dynamodb',
      dynamodb: { NewImage: { PK: { S: 'streamed' } } },
    });
    await expect(host.streamReader(theResource(deployment, 'Sessions').attributes.Arn!)).rejects.toThrow(
      /has no stream/,
    );
  });

  it('deletes what has expired, and nothing else', async () => {
    const now = Math.floor(Date.now() / 1000);
    const lives = {
      expired: now - 5,
      later: now + 600,
      'long ago': now - 6 * 365 * 24 * 3600,
      text: String(now - 5),
      none: undefined,
    };
    for (const [SK, expiresAt] of Object.entries(lives))
      await operator.send(
        new PutCommand({ TableName: SessionsTable, Item: { PK: 'ttl', SK, ...(expiresAt ? { expiresAt } : {}) } }),
      );
    const left = async () =>
      (
        await operator.send(
          new QueryCommand({
            TableName: SessionsTable,
            KeyConditionExpression: 'PK = :pk',
            ExpressionAttributeValues: { ':pk': 'ttl' },
          }),
        )
      ).Items!.map(({ SK }) => SK as string);

    expect(await eventually(async () => !(await left()).includes('expired'))).toBe(true);

    expect(await left()).toEqual(['later', 'long ago', 'none', 'text']);
  });

  it('starts the engine again when it dies, with everything that was answered', async () => {
    await operator.send(new PutCommand({ TableName: DeskTable, Item: { PK: 'durable', SK: '1' } }));
    const before = engineOf(folder.path);

    process.kill(before, 'SIGKILL');

    expect(await eventually(() => engineOf(folder.path) !== before)).toBe(true);
    expect(
      (await operator.send(new GetCommand({ TableName: DeskTable, Key: { PK: 'durable', SK: '1' } }))).Item,
    ).toEqual({ PK: 'durable', SK: '1' });
  });
});

describe('the tables of a data folder', () => {
  it('follow the indexes of the template', async () => {
    using folder = aFolder();
    const with1 = aDeployment({ Desk: desk(index('by-agent')) });
    const with2 = aDeployment({ Desk: desk(index('by-group')) });
    const first = await start(folder.path, with1);
    await call(first, 'PutItem', { TableName: DeskTable, Item: { PK: { S: 'a' }, SK: { S: 'b' }, I_PK: { S: 'x' } } });
    await first.stop();

    const second = await start(folder.path, with2);
    const query = (IndexName: string) =>
      call(second, 'Query', {
        TableName: DeskTable,
        IndexName,
        KeyConditionExpression: 'I_PK = :x',
        ExpressionAttributeValues: { ':x': { S: 'x' } },
      });

    expect(await query('by-group')).toMatchObject({ Count: 1 });
    expect(await query('by-agent')).toMatchObject({ __type: expect.stringMatching(/ValidationException/) });
    await second.stop();
  });

  it('follow what the template’s indexes project, with the rows that are there', async () => {
    using folder = aFolder();
    const some = { ProjectionType: 'INCLUDE', NonKeyAttributes: ['row'] };
    const first = await start(folder.path, aDeployment({ Desk: desk(index('by-agent')) }));
    const Item = { PK: { S: 'a' }, SK: { S: 'b' }, I_PK: { S: 'x' }, row: { S: '[1]' }, title: { S: 'c' } };
    await call(first, 'PutItem', { TableName: DeskTable, Item });
    await first.stop();

    const second = await start(folder.path, aDeployment({ Desk: desk(index('by-agent', some)) }));
    const { title: _, ...projected } = Item;
    expect(
      await call(second, 'Query', {
        TableName: DeskTable,
        IndexName: 'by-agent',
        KeyConditionExpression: 'I_PK = :x',
        ExpressionAttributeValues: { ':x': { S: 'x' } },
      }),
    ).toMatchObject({ Items: [projected] });
    await second.stop();
  });

  it('are refused when the template gives them other keys', async () => {
    using folder = aFolder();
    await (await start(folder.path)).stop();
    const other = aDeployment({
      Desk: {
        Type: 'AWS::DynamoDB::Table',
        Properties: { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [attribute('id')] },
      },
    });

    await expect(start(folder.path, other)).rejects.toThrow(/other keys than the template: start with --fresh/);
    expect(isAlive(engineOfOrNone(folder.path))).toBe(false);
  });
});

const engineOfOrNone = (folder: string) => {
  try {
    return engineOf(folder);
  } catch {
    return -1;
  }
};
const call = async (host: Dynamodb, operation: string, input: object) => {
  const { body } = await host.service({
    service: 'dynamodb',
    principal: { kind: 'operator' },
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
  });
  return JSON.parse(String(body)) as unknown;
};

describe('the engine', () => {
  it('ends with us, even when we are killed', async () => {
    using folder = aFolder();
    const options = {
      dataDir: folder.path,
      databasePath: join(folder.path, 'engine.db'),
      port: await freePort(),
    } satisfies Partial<EngineProcessOptions>;
    const module = (name: string) =>
      JSON.stringify(join(import.meta.dirname, '../../../../infra/local/dynamodb', name));
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `
      const { startEngineProcess } = await import(${module('engine-process.ts')});
      const { findEngine } = await import(${module('find-engine.ts')});
      await startEngineProcess({ ...${JSON.stringify(options)}, program: findEngine(process.env).path, log: console.error, onFatal: console.error });
      console.log('started');
      setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(parent.stdout, 'data');
    const engine = engineOf(folder.path);
    expect(isAlive(engine)).toBe(true);

    parent.kill('SIGKILL');

    expect(await eventually(() => !isAlive(engine))).toBe(true);
  });

  it('is the endpoint of the environment when the machine has no program', () => {
    const url = 'http://127.0.0.1:8000';
    const { platform } = process;
    Object.defineProperty(process, 'platform', { value: 'sunos' });
    try {
      expect(findEngine({ PATH: '', DYNAMODB_ENDPOINT: url })).toEqual({ kind: 'endpoint', url });
      expect(() => findEngine({ PATH: '' })).toThrow(/No DynamoDB engine for sunos-.*: install dynoxide/);
    } finally {
      Object.defineProperty(process, 'platform', { value: platform });
    }
  });
});
