import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type Dynamodb, startDynamodb } from '../../../../infra/local/dynamodb/start-dynamodb.ts';
import { eventBuses, type EventBuses } from '../../../../infra/local/events/event-buses.ts';
import {
  meteredBuckets,
  type MeteredCall,
  meteredQueues,
  meteredServices,
  meteredTopics,
  writeCalls,
} from '../../../../infra/local/meter/metered.ts';
import { sqs, type Sqs } from '../../../../infra/local/sqs/sqs.ts';
import { freePort } from '../../../support/free-port.ts';
import {
  aDeployment,
  aFolder,
  aFunction,
  type LocalAws,
  quiet,
  startLocalAws,
  theResource,
} from '../../../support/local-aws.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const deployment = aDeployment({
  Rows: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  Work: { Type: 'AWS::SQS::Queue', Properties: {} },
  ...aFunction({ Effect: 'Allow', Action: ['dynamodb:PutItem', 'events:PutEvents'], Resource: '*' }),
});
const TableName = theResource(deployment, 'Rows').ref;
const workArn = theResource(deployment, 'Work').attributes.Arn!;
const row = (PK: string) => ({ TableName, Item: { PK } });

let folder: ReturnType<typeof aFolder>;
let aws: LocalAws;
let dynamodb: Dynamodb;
let buses: EventBuses;
let queues: Sqs;
let told: MeteredCall[];
const onCall = (call: MeteredCall) => {
  told.push(call);
};

beforeAll(async () => {
  folder = aFolder();
  let services: Parameters<typeof meteredServices>[0] = {};
  aws = await startLocalAws(deployment, folder.path, () => ({
    services: meteredServices(
      {
        dynamodb: (request) => services.dynamodb!(request),
        events: (request) => services.events!(request),
      },
      (name) => `log of ${name}`,
      onCall,
    ),
  }));
  const { authorize } = aws.rights;
  const common = { deployment, state: aws.state, authorize, log: quiet };
  dynamodb = await startDynamodb({ ...common, dataDir: folder.path, port: await freePort() });
  queues = sqs(common);
  const nobody = () => Promise.reject(new Error('is no target here'));
  buses = eventBuses({
    ...common,
    queues: queues.queues,
    functions: { invokeAsync: nobody },
    topics: { publish: nobody },
  });
  services = { dynamodb: dynamodb.service, events: buses.service };
});
beforeEach(() => {
  told = [];
});
afterAll(async () => {
  await buses.stop();
  await queues.stop();
  await dynamodb.stop();
  await aws.stop();
  folder[Symbol.dispose]();
});

const as = (who?: string) => DynamoDBDocumentClient.from(new DynamoDBClient(aws.client(who)));

describe('calls of a function', () => {
  it('are told with the capacity that they consumed, which the function is not told', async () => {
    const client = as('Fn');
    const answer = await client.send(new PutCommand(row('a')));
    await client.send(new TransactWriteCommand({ TransactItems: [{ Put: row('b') }, { Put: row('c') }] }));

    expect(answer.ConsumedCapacity).toBeUndefined();
    const caller = `log of ${theResource(deployment, 'Fn').ref}`;
    expect(told).toMatchObject([
      { service: 'dynamodb', operation: 'PutItem', caller, status: 200, units: 1 },
      { service: 'dynamodb', operation: 'TransactWriteItems', caller, status: 200, units: 4 },
    ]);
    client.destroy();
  });

  it('leave the capacity in the answer to a function that asked for it', async () => {
    const client = as('Fn');
    const { ConsumedCapacity } = await client.send(new PutCommand({ ...row('d'), ReturnConsumedCapacity: 'TOTAL' }));
    expect(ConsumedCapacity).toMatchObject({ TableName, CapacityUnits: 1 });
    client.destroy();
  });

  it('are told when they are refused, without capacity', async () => {
    const client = as('Fn');
    await expect(client.send(new GetCommand({ TableName, Key: { PK: 'a' } }))).rejects.toThrow('not authorized');
    expect(told).toMatchObject([{ operation: 'GetItem', status: 400 }]);
    expect(told[0]).not.toHaveProperty('units');
    client.destroy();
  });

  it('are told with the number of events that they publish', async () => {
    const client = new EventBridgeClient(aws.client('Fn'));
    const event = { EventBusName: theResource(deployment, 'Bus').ref, Source: 's', DetailType: 't', Detail: '{}' };
    await client.send(new PutEventsCommand({ Entries: [event, event] }));
    expect(told).toMatchObject([{ service: 'events', operation: 'PutEvents', entries: 2 }]);
    client.destroy();
  });
});

it('calls of the operator are not told', async () => {
  const client = as();
  await client.send(new PutCommand(row('e')));
  expect(told).toEqual([]);
  client.destroy();
});

describe('what services do among each other', () => {
  it('is told of a queue: a delivery, and a batch with its end', async () => {
    const metered = meteredQueues(queues.queues, onCall);
    await metered.receive(workArn, { max: 10 });
    expect(told).toEqual([]);
    await metered.send(workArn, 'text');
    const [message] = await metered.receive(workArn, { max: 10 });
    await metered.delete(workArn, message!.receiptHandle);
    expect(told.map(({ operation, caller, bytesIn }) => [operation, caller, bytesIn])).toEqual([
      ['SendMessage', 'aws', 4],
      ['ReceiveMessage', 'aws', 0],
      ['DeleteMessageBatch', 'aws', 0],
    ]);
  });

  it('is told of a topic and of a bucket', async () => {
    await meteredTopics({ publish: () => Promise.resolve('id') }, onCall).publish('arn', 'news');
    const put: string[] = [];
    const buckets = meteredBuckets(
      {
        put: (bucket, key) => {
          put.push(`${bucket}/${key}`);
          return Promise.resolve();
        },
        get: () => Promise.resolve(undefined),
      },
      onCall,
    );
    await buckets.put('raw', 'mail', Buffer.from('a mail'));
    expect(put).toEqual(['raw/mail']);
    expect(told).toMatchObject([
      { service: 'sns', operation: 'Publish', caller: 'aws', bytesIn: 4 },
      { service: 's3', operation: 'PUT', caller: 'aws', bytesIn: 6 },
    ]);
  });
});

it('calls are written as lines of JSON', async () => {
  const path = join(folder.path, 'calls.jsonl');
  const write = writeCalls(path);
  const call: MeteredCall = { service: 'kms', operation: 'GenerateMac', caller: 'Fn', at: 1, status: 200, bytesIn: 2 };
  write(call);
  write(call);
  const lines = () => readFileSync(path, { encoding: 'utf8', flag: 'a+' }).trim().split('\n');
  await waitUntil('both lines', () => lines().length === 2, 5000);
  expect(lines().map((line) => JSON.parse(line) as unknown)).toEqual([call, call]);
});
