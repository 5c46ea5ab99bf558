import { createHash } from 'node:crypto';
import { AwsError, type InvokeResult, type Principal } from '../../../../infra/local/kernel.ts';
import {
  startEventSources,
  type EventSourcesOptions,
} from '../../../../infra/local/event-sources/start-event-sources.ts';
import { sqs } from '../../../../infra/local/sqs/sqs.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { aDeployment, aFunction, aQueue, functionArn, queueArn, region } from '../../../support/local/a-deployment.ts';
import { type Throttle, throttling } from '../../../support/local/throttling.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { until } from '../../../support/local/until.ts';

type Record = {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly ApproximateReceiveCount: string };
};
type Handler = (records: readonly Record[]) => unknown;

const stops: (() => Promise<void>)[] = [];
const work = queueArn('work');

const start = async (
  handler: Handler,
  properties: object = {},
  {
    queue = {},
    throttle = throttling(0),
    ...options
  }: Partial<EventSourcesOptions> & { readonly queue?: object; readonly throttle?: Throttle } = {},
) => {
  const deployment = aDeployment(
    aFunction('consumer'),
    aQueue('dead'),
    aQueue('work', { VisibilityTimeout: 1, ...queue }),
    {
      type: 'AWS::Lambda::EventSourceMapping',
      logicalId: 'mapping',
      properties: { EventSourceArn: work, FunctionName: 'consumer', ...properties },
    },
  );
  const state = openState(temporaryFolder());
  const host = sqs({ deployment, state, authorize: () => undefined, log: () => {} });
  const batches: (readonly Record[])[] = [];
  const invoke = async (arn: string, payload: unknown): Promise<InvokeResult> => {
    expect(arn).toBe(functionArn('consumer'));
    throttle.check();
    const { Records } = payload as { Records: Record[] };
    batches.push(Records);
    try {
      return { payload: (await handler(Records)) ?? null };
    } catch (fault) {
      return { functionError: 'Unhandled', payload: { errorMessage: String(fault) } };
    }
  };
  const sources = await startEventSources({
    deployment,
    state,
    queues: host.queues,
    buckets: { put: () => Promise.reject(new Error('no bucket here')) },
    functions: { invoke },
    authorize: () => undefined,
    log: () => {},
    streamReader: () => Promise.reject(new Error('no stream here')),
    onWrite: () => () => {},
    ...options,
  });
  stops.push(async () => {
    await sources.stop();
    await host.stop();
    state.close();
  });
  return {
    batches,
    send: (body: string) => host.queues.send(work, body),
    depth: () => host.depth(work),
    deadDepth: () => host.depth(queueArn('dead')),
  };
};

afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  removeTemporaryFolders();
});

describe('a message', () => {
  it('reaches the function within milliseconds, as Lambda shows it, and is deleted', async () => {
    const { batches, send, depth } = await start(() => undefined);
    const began = performance.now();
    const messageId = await send('{"ticket":12}');
    await until(() => batches.length === 1);
    expect(performance.now() - began).toBeLessThan(200);
    expect(batches[0]).toEqual([
      {
        messageId,
        receiptHandle: expect.any(String),
        body: '{"ticket":12}',
        attributes: expect.objectContaining({ ApproximateReceiveCount: '1', SentTimestamp: expect.any(String) }),
        messageAttributes: {},
        md5OfBody: createHash('md5').update('{"ticket":12}').digest('hex'),
        eventSource: 'aws:sqs',
        eventSourceARN: work,
        awsRegion: region,
      },
    ]);
    await until(() => {
      const { visible, inFlight } = depth();
      return visible + inFlight === 0;
    });
  });

  it('comes again after the visibility timeout when the function fails, and in the end is a dead letter', async () => {
    const { batches, send, deadDepth } = await start(
      () => {
        throw new Error('not today');
      },
      {},
      { queue: { RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 2 } } },
    );
    await send('poison');
    await until(() => deadDepth().visible === 1);
    expect(batches.map(([record]) => record!.attributes.ApproximateReceiveCount)).toEqual(['1', '2']);
  });

  it('waits while its function is throttled, and is received once', async () => {
    const throttle = throttling(2);
    const { batches, send, depth } = await start(() => undefined, {}, { throttle, queue: { VisibilityTimeout: 30 } });
    await send('patient');
    await until(() => batches.length === 1);
    expect(throttle.left()).toBe(0);
    expect(batches[0]).toMatchObject([{ body: 'patient', attributes: { ApproximateReceiveCount: '1' } }]);
    await until(() => {
      const { visible, inFlight } = depth();
      return visible + inFlight === 0;
    });
  });

  it('comes again when its function is throttled for longer than the visibility timeout, which counts', async () => {
    const throttle = throttling(Infinity);
    const { batches, send, deadDepth } = await start(
      () => undefined,
      {},
      {
        throttle,
        queue: { RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 2 } },
      },
    );
    await send('refused');
    await until(() => deadDepth().visible === 1);
    expect(batches).toEqual([]);
  });

  it('that no filter lets through is deleted unseen', async () => {
    const { batches, send, depth } = await start(() => undefined, {
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["mail"]}}' }] },
    });
    await send('{"kind":"hint"}');
    await send('{"kind":"mail"}');
    await until(() => batches.length === 1);
    await until(() => {
      const { visible, inFlight } = depth();
      return visible + inFlight === 0;
    });
    expect(batches.flat().map(({ body }) => body)).toEqual(['{"kind":"mail"}']);
  });
});

describe('a batch', () => {
  it('that fails in part keeps only what failed', async () => {
    const seen: string[] = [];
    const { send } = await start(
      (records) => {
        seen.push(...records.map(({ body, attributes }) => `${body}${attributes.ApproximateReceiveCount}`));
        return {
          batchItemFailures: records
            .filter(({ body, attributes }) => body === 'b' && attributes.ApproximateReceiveCount === '1')
            .map(({ messageId }) => ({ itemIdentifier: messageId })),
        };
      },
      { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumBatchingWindowInSeconds: 0.2 },
    );
    await Promise.all(['a', 'b', 'c'].map(send));
    await until(() => seen.includes('b2'));
    expect(seen.sort()).toEqual(['a1', 'b1', 'b2', 'c1']);
  });

  it.each([
    ['an unknown identifier', { batchItemFailures: [{ itemIdentifier: 'nobody' }] }],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['no list', { batchItemFailures: 'all' }],
  ])('whose answer has %s fails as a whole', async (_, answer) => {
    const { batches, send } = await start(() => answer, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await send('a');
    await until(() => batches.length === 2);
  });

  it('holds at most BatchSize messages, gathered for as long as the window is open', async () => {
    // Longer than the window, or what is gathered comes again on a slow machine.
    const queue = { VisibilityTimeout: 30 };
    const window = { BatchSize: 3, MaximumBatchingWindowInSeconds: 1 };
    const { batches, send } = await start(() => undefined, window, { queue });
    for (const body of ['1', '2', '3', '4']) await send(body);
    await until(() => batches.flat().length === 4);
    expect(batches.map((batch) => batch.length)).toEqual([3, 1]);
  });
});

it.each([2, 5, undefined])('runs no more than two batches at once where MaximumConcurrency is %s', async (limit) => {
  let [now, most] = [0, 0];
  const { batches, send } = await start(
    async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setTimeout(resolve, 30));
      now -= 1;
    },
    { BatchSize: 1, ...(limit === undefined ? {} : { ScalingConfig: { MaximumConcurrency: limit } }) },
  );
  await Promise.all(Array.from({ length: 8 }, (_, index) => send(String(index))));
  await until(() => batches.length === 8);
  expect(most).toBe(2);
});

it('reads as the function, and does not start when its role may not', async () => {
  const asked: [Principal, string][] = [];
  await expect(
    start(
      () => undefined,
      {},
      {
        authorize: (principal, action, arn) => {
          asked.push([principal, action]);
          if (action === 'sqs:DeleteMessage') throw new AwsError('AccessDenied', `no ${action} on ${arn}`);
        },
      },
    ),
  ).rejects.toThrow(`Desk/mapping: no sqs:DeleteMessage on ${work}`);
  expect(asked[0]).toEqual([expect.objectContaining({ kind: 'role', functionName: 'consumer' }), 'sqs:ReceiveMessage']);
});

it.each([
  ['a source', { EventSourceArn: 'arn:aws:kinesis:x:y:stream/z' }, 'event sources of kinesis are not hosted'],
  [
    'a setting',
    { ScalingConfig: { MinimumConcurrency: 2 } },
    'the property ScalingConfig.MinimumConcurrency is not hosted',
  ],
  [
    'a filter operator',
    { FilterCriteria: { Filters: [{ Pattern: '{"body":{"ip":[{"cidr":"10.0.0.0/8"}]}}' }] } },
    'the operator cidr is not hosted',
  ],
])('does not start with %s that it does not know', async (_, properties, message) => {
  await expect(start(() => undefined, properties)).rejects.toThrow(message);
});
