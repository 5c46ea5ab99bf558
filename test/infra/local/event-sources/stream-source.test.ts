import { AwsError, type InvokeResult } from '../../../../infra/local/kernel.ts';
import {
  startEventSources,
  type EventSourcesOptions,
} from '../../../../infra/local/event-sources/start-event-sources.ts';
import type { StreamRecord } from '../../../../infra/local/dynamodb/stream-reader.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { account, aDeployment, aFunction, queueArn, region } from '../../../support/local/a-deployment.ts';
import { memoryStream } from '../../../support/local/memory-stream.ts';
import { type Throttle, throttling } from '../../../support/local/throttling.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { until } from '../../../support/local/until.ts';

type Handler = (
  keys: readonly string[],
  records: readonly (StreamRecord & { readonly eventSourceARN: string })[],
) => unknown;

const tableArn = `arn:aws:dynamodb:${region}:${account}:table/desk`;
const streamArn = `${tableArn}/stream/2026-01-01T00:00:00.000`;
const bucketArn = 'arn:aws:s3:::given-up';
const stops: (() => Promise<void>)[] = [];

const start = async (
  handler: Handler,
  properties: object = {},
  {
    stream = memoryStream(),
    folder = temporaryFolder(),
    throttle = throttling(0),
    ...options
  }: Partial<EventSourcesOptions> & {
    readonly throttle?: Throttle;
    readonly stream?: ReturnType<typeof memoryStream>;
    readonly folder?: string;
  } = {},
) => {
  const deployment = aDeployment(
    aFunction('consumer'),
    { type: 'AWS::DynamoDB::Table', logicalId: 'desk', attributes: { Arn: tableArn, StreamArn: streamArn } },
    {
      type: 'AWS::Lambda::EventSourceMapping',
      logicalId: 'mapping',
      properties: {
        EventSourceArn: streamArn,
        FunctionName: 'consumer',
        StartingPosition: 'TRIM_HORIZON',
        ...properties,
      },
    },
  );
  const state = openState(folder);
  const batches: string[][] = [];
  const letters: { readonly arn: string; readonly body: Record<string, unknown> }[] = [];
  const objects: { readonly bucket: string; readonly key: string; readonly body: Record<string, unknown> }[] = [];
  const invoke = async (_: string, payload: unknown): Promise<InvokeResult> => {
    throttle.check();
    const { Records } = payload as { Records: (StreamRecord & { eventSourceARN: string })[] };
    const keys = Records.map(({ dynamodb }) => (dynamodb.Keys.PK as { S: string }).S);
    batches.push(keys);
    try {
      return { payload: (await handler(keys, Records)) ?? null };
    } catch (fault) {
      return { functionError: 'Unhandled', payload: { errorMessage: String(fault) } };
    }
  };
  const sources = await startEventSources({
    deployment,
    state,
    functions: { invoke },
    authorize: () => undefined,
    log: () => {},
    firstRetrySeconds: 0.001,
    queues: {
      send: async (arn: string, body: string) => {
        letters.push({ arn, body: JSON.parse(body) as Record<string, unknown> });
        return 'id';
      },
    } as unknown as EventSourcesOptions['queues'],
    buckets: {
      put: async (bucket, key, body) => {
        objects.push({ bucket, key, body: JSON.parse(body.toString()) as Record<string, unknown> });
      },
    },
    streamReader: async (arn) => {
      expect(arn).toBe(tableArn);
      return stream.reader;
    },
    onWrite: stream.onWrite,
    ...options,
  });
  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= sources.stop().then(() => {
      state.close();
    }));
  stops.push(stop);
  return { stream, batches, letters, objects, folder, stop };
};

afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  removeTemporaryFolders();
});

it('gives each record to the function within milliseconds, as Lambda shows it', async () => {
  const seen: unknown[] = [];
  const { stream } = await start((_, records) => {
    seen.push(...records);
  });
  const began = performance.now();
  const sequenceNumber = stream.write('T1', { entity: { S: 'ticket' } });
  await until(() => seen.length === 1);
  expect(performance.now() - began).toBeLessThan(200);
  expect(seen[0]).toMatchObject({
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    eventSourceARN: streamArn,
    dynamodb: { SequenceNumber: sequenceNumber, NewImage: { entity: { S: 'ticket' } } },
  });
});

it('given writes one after the other, then the first is read at once and those behind it together, every one once', async () => {
  const { stream, batches } = await start(() => undefined);
  const names = Array.from({ length: 40 }, (_, index) => `T${String(index)}`);
  const began = performance.now();
  for (const name of names) {
    stream.write(name);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await until(() => batches.flat().length === names.length);
  expect([batches[0], batches.flat()]).toEqual([['T0'], names]);
  expect(batches.length).toBeLessThanOrEqual((performance.now() - began) / 50 + 2);
});

it('keeps the order, in batches of at most BatchSize', async () => {
  const stream = memoryStream();
  for (let index = 0; index < 7; index += 1) stream.write(`T${String(index)}`);
  const { batches } = await start(() => undefined, { BatchSize: 3 }, { stream });
  await until(() => batches.flat().length === 7);
  expect(batches).toEqual([['T0', 'T1', 'T2'], ['T3', 'T4', 'T5'], ['T6']]);
});

it('waits for a batch to grow while the window is open', async () => {
  const { stream, batches } = await start(() => undefined, { BatchSize: 10, MaximumBatchingWindowInSeconds: 0.2 });
  for (const key of ['a', 'b', 'c']) {
    stream.write(key);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await until(() => batches.length > 0);
  expect(batches).toEqual([['a', 'b', 'c']]);
});

it('gives only what a filter lets through, and is done with the rest', async () => {
  const stream = memoryStream();
  const pattern = JSON.stringify({ eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['event'] } } } });
  const first = await start(() => undefined, { FilterCriteria: { Filters: [{ Pattern: pattern }] } }, { stream });
  stream.write('T1', { entity: { S: 'ticket' } });
  stream.write('E1', { entity: { S: 'event' } });
  stream.write('T2', { entity: { S: 'ticket' } });
  await until(() => first.batches.length === 1);
  await first.stop();
  const second = await start(() => undefined, {}, { stream, folder: first.folder });
  stream.write('E2', { entity: { S: 'event' } });
  await until(() => second.batches.length > 0);
  expect([first.batches, second.batches]).toEqual([[['E1']], [['E2']]]);
});

describe('a failing batch', () => {
  it('holds up its shard until it succeeds', async () => {
    let failures = 3;
    const { stream, batches } = await start(
      () => {
        if ((failures -= 1) >= 0) throw new Error('not yet');
      },
      { BatchSize: 1 },
    );
    stream.write('a');
    stream.write('b');
    await until(() => batches.flat().includes('b'));
    expect(batches.flat()).toEqual(['a', 'a', 'a', 'a', 'b']);
  });

  it('begins again at the first record that was reported', async () => {
    let first = true;
    const stream = memoryStream();
    for (const key of ['a', 'b', 'c']) stream.write(key);
    const { batches } = await start(
      (_, records) => {
        const failing = first ? records.slice(1, 2) : [];
        first = false;
        return { batchItemFailures: failing.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) };
      },
      { FunctionResponseTypes: ['ReportBatchItemFailures'] },
      { stream },
    );
    await until(() => batches.length === 2);
    expect(batches).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('is split until the bad record is alone, which goes to the failure destination after its retries', async () => {
    const stream = memoryStream();
    const [, , bad] = ['a', 'b', 'bad', 'c', 'd'].map((key) => stream.write(key));
    const handled: string[] = [];
    const { letters, batches } = await start(
      (keys) => {
        if (keys.includes('bad')) throw new Error('poison');
        handled.push(...keys);
      },
      {
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: queueArn('dead') } },
      },
      { stream },
    );
    await until(() => handled.length === 4);
    expect(handled).toEqual(['a', 'b', 'c', 'd']);
    expect(letters).toEqual([
      {
        arn: queueArn('dead'),
        body: expect.objectContaining({
          requestContext: expect.objectContaining({ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 }),
          DDBStreamBatchInfo: expect.objectContaining({
            shardId: 'shard-1',
            startSequenceNumber: bad,
            endSequenceNumber: bad,
            batchSize: 1,
            streamArn,
          }),
        }),
      },
    ]);
    expect(batches.filter((keys) => keys.join() === 'bad')).toHaveLength(3);
  });

  it('is given up when its records are too old', async () => {
    const stream = memoryStream();
    stream.write('old', {}, Date.now() - 120_000);
    stream.write('new');
    const { letters, batches } = await start(
      () => undefined,
      {
        BatchSize: 1,
        MaximumRecordAgeInSeconds: 60,
        DestinationConfig: { OnFailure: { Destination: queueArn('dead') } },
      },
      { stream },
    );
    await until(() => batches.length === 1);
    expect(batches).toEqual([['new']]);
    expect(letters[0]!.body).toMatchObject({ requestContext: { condition: 'RecordAgeExceeded' } });
  });

  it('is tried again for as long as its records are young, however often, and is handled once', async () => {
    const stream = memoryStream();
    const handled: string[] = [];
    let refusals = 30;
    for (const key of ['a', 'b', 'c']) stream.write(key);
    const { objects } = await start(
      (keys, records) => {
        if ((refusals -= 1) >= 0)
          return { batchItemFailures: [{ itemIdentifier: records[0]!.dynamodb.SequenceNumber }] };
        handled.push(...keys);
        return { batchItemFailures: [] };
      },
      {
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: 3600,
        DestinationConfig: { OnFailure: { Destination: bucketArn } },
      },
      { stream, longestRetrySeconds: 0.002 },
    );
    await until(() => handled.length === 3);
    expect([handled, objects]).toEqual([['a', 'b', 'c'], []]);
  });

  it('lies whole in a bucket, under the key that Lambda makes, when that is its failure destination', async () => {
    const stream = memoryStream();
    const old = stream.write('old', { text: { S: 'kept' } }, Date.now() - 7_200_000);
    stream.write('new');
    const { objects, batches } = await start(
      () => undefined,
      {
        BatchSize: 1,
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: 3600,
        DestinationConfig: { OnFailure: { Destination: bucketArn } },
      },
      { stream },
    );
    await until(() => batches.length === 1);
    expect(batches).toEqual([['new']]);
    expect(objects).toEqual([
      {
        bucket: 'given-up',
        key: expect.stringMatching(
          /^aws\/lambda\/mapping\/shard-1\/\d{4}\/\d\d\/\d\d\/\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$/,
        ),
        body: expect.objectContaining({
          requestContext: expect.objectContaining({ condition: 'RecordAgeExceeded' }),
          DDBStreamBatchInfo: expect.objectContaining({ startSequenceNumber: old, batchSize: 1, streamArn }),
          payload: expect.any(String),
        }),
      },
    ]);
    expect(JSON.parse(objects[0]!.body['payload'] as string)).toEqual({
      Records: [
        expect.objectContaining({
          eventSourceARN: streamArn,
          dynamodb: expect.objectContaining({
            SequenceNumber: old,
            NewImage: { PK: { S: 'old' }, text: { S: 'kept' } },
          }),
        }),
      ],
    });
  });

  it('waits until its failure destination takes it', async () => {
    const stream = memoryStream();
    stream.write('bad');
    stream.write('good');
    let refusals = 2;
    const { batches } = await start(
      (keys) => {
        if (keys.includes('bad')) throw new Error('poison');
      },
      { BatchSize: 1, MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: queueArn('dead') } } },
      {
        stream,
        queues: {
          send: async () => {
            if ((refusals -= 1) >= 0) throw new Error('full');
            return 'id';
          },
        } as unknown as EventSourcesOptions['queues'],
      },
    );
    await until(() => batches.flat().includes('good'));
    expect(refusals).toBe(-1);
  });
});

describe('with a parallelization factor', () => {
  it('keys are handled at once, each in its order, and a bad one holds up only its own lane', async () => {
    const stream = memoryStream();
    const keys = Array.from({ length: 12 }, (_, index) => `K${String(index)}`);
    const handled: string[] = [];
    const positions = new Map<string, number[]>();
    let open = false;
    for (let round = 0; round < 3; round += 1)
      for (const key of keys) stream.write(key, { round: { N: String(round) } });
    const { folder, stop } = await start(
      ([key], [record]) => {
        if (key === 'K0' && !open) throw new Error('stuck');
        handled.push(key!);
        positions.set(key!, [
          ...(positions.get(key!) ?? []),
          Number((record!.dynamodb.NewImage!.round as { N: string }).N),
        ]);
      },
      { BatchSize: 1, ParallelizationFactor: 4 },
      { stream },
    );
    await until(() => handled.length >= 18);
    expect(handled).not.toContain('K0');
    open = true;
    await until(() => handled.length === 36);
    for (const key of keys) expect(positions.get(key)).toEqual([0, 1, 2]);
    await stop();
    const after = await start(() => undefined, { BatchSize: 1, ParallelizationFactor: 4 }, { stream, folder });
    stream.write('last');
    await until(() => after.batches.length > 0);
    expect(after.batches).toEqual([['last']]);
  });

  it('a crash repeats what came after the first record that was not done', async () => {
    const stream = memoryStream();
    for (const key of ['K0', 'K1', 'K2', 'K3']) stream.write(key);
    const first = await start(
      (keys) => {
        if (keys.includes('K1')) throw new Error('stuck');
      },
      { BatchSize: 1, ParallelizationFactor: 10 },
      { stream },
    );
    await until(() => ['K0', 'K2', 'K3'].every((key) => first.batches.flat().includes(key)));
    await first.stop();
    const second = await start(() => undefined, {}, { stream, folder: first.folder });
    await until(() => second.batches.length > 0);
    expect(second.batches).toEqual([['K1', 'K2', 'K3']]);
  });
});

describe('while its function is throttled', () => {
  it('a batch waits in its place, and no retry is used up', async () => {
    const throttle = throttling(3);
    const { stream, batches, letters } = await start(
      () => undefined,
      {
        MaximumRetryAttempts: 0,
        BisectBatchOnFunctionError: true,
        DestinationConfig: { OnFailure: { Destination: queueArn('lost') } },
      },
      { throttle },
    );
    stream.write('a');
    await until(() => throttle.left() < 3);
    stream.write('b');
    await until(() => batches.length === 2);
    expect([batches, letters]).toEqual([[['a'], ['b']], []]);
  });

  it('a batch is given up only when its records are too old', async () => {
    const { stream, batches, letters } = await start(
      () => undefined,
      { MaximumRecordAgeInSeconds: 1, DestinationConfig: { OnFailure: { Destination: queueArn('lost') } } },
      { throttle: throttling(Infinity) },
    );
    stream.write('a');
    await until(() => letters.length === 1);
    expect(letters[0]!.body).toMatchObject({
      requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 0 },
    });
    expect(batches).toEqual([]);
  });
});

it('goes on at its checkpoint after a restart', async () => {
  const stream = memoryStream();
  const first = await start(() => undefined, {}, { stream });
  stream.write('a');
  await until(() => first.batches.length === 1);
  await first.stop();
  stream.write('b');
  const second = await start(() => undefined, {}, { stream, folder: first.folder });
  await until(() => second.batches.length === 1);
  expect(second.batches).toEqual([['b']]);
});

it('reads a shard to its end before its successor', async () => {
  const { stream, batches } = await start(() => undefined, { BatchSize: 1 });
  stream.write('a');
  stream.split();
  stream.write('b');
  stream.split();
  stream.write('c');
  await until(() => batches.length === 3);
  expect(batches.flat()).toEqual(['a', 'b', 'c']);
});

it('does not start when the role may not read the stream', async () => {
  await expect(
    start(
      () => undefined,
      {},
      {
        authorize: (_, action, arn) => {
          if (action === 'dynamodb:GetRecords') throw new AwsError('AccessDeniedException', `no ${action} on ${arn}`);
        },
      },
    ),
  ).rejects.toThrow(`Desk/mapping: no dynamodb:GetRecords on ${streamArn}`);
});

it.each([
  ['s3:PutObject', bucketArn, `${bucketArn}/*`],
  ['s3:ListBucket', bucketArn, bucketArn],
  ['sqs:SendMessage', queueArn('dead'), queueArn('dead')],
])('does not start when the role lacks %s at its failure destination', async (missing, Destination, on) => {
  await expect(
    start(
      () => undefined,
      { DestinationConfig: { OnFailure: { Destination } } },
      {
        authorize: (_, action, arn) => {
          if (action === missing) throw new AwsError('AccessDeniedException', `no ${action} on ${arn}`);
        },
      },
    ),
  ).rejects.toThrow(`Desk/mapping: no ${missing} on ${on}`);
});

it('does not start with a failure destination that is not hosted', async () => {
  await expect(
    start(() => undefined, { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:eu-west-1:1:topic' } } }),
  ).rejects.toThrow('only queues and buckets are hosted as failure destinations');
});
