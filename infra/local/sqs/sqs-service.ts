import { createHash, randomUUID } from 'node:crypto';
import { AwsError, type Authorize, type AwsRequest, type AwsService, type Deployment } from '../kernel.ts';
import { jsonService } from '../aws-endpoint/protocols.ts';
import { md5OfAttributes } from './attribute-digest.ts';
import type { MessageAttributes, MessageStore, StoredMessage } from './message-store.ts';
import type { Queue, WakeUps } from './queue.ts';

export type SqsServiceOptions = {
  readonly byArn: ReadonlyMap<string, Queue>;
  readonly store: MessageStore;
  readonly wakes: WakeUps;
  take(queue: Queue, max: number, visibilitySeconds?: number): Promise<readonly StoredMessage[]>;
  postpone(queue: Queue, receipt: string, seconds: number): Promise<boolean>;
  readonly authorize: Authorize;
  readonly deployment: Deployment;
  readonly now: () => number;
};

type Input = Readonly<Record<string, unknown>>;

const largestBatch = 10;
const longestDelaySeconds = 900;
const longestVisibilitySeconds = 12 * 3600;
const longestWaitSeconds = 20;

/** SQS over HTTP, in its JSON protocol. */
export const sqsService = (options: SqsServiceOptions): AwsService => {
  const { byArn, store, wakes, take, postpone, authorize, deployment, now } = options;
  const arnOf = (name: string) => `arn:aws:sqs:${deployment.region}:${deployment.account}:${name}`;
  const existing = (arn: string) => {
    const queue = byArn.get(arn);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  const queueFor = (input: Input, request: AwsRequest, action: string) => {
    const arn = arnOf(text(input, 'QueueUrl').split('/').at(-1)!);
    authorize(request.principal, `sqs:${action}`, arn);
    return existing(arn);
  };
  const send = async (queue: Queue, input: Input) => {
    const body = text(input, 'MessageBody');
    const attributes = input.MessageAttributes as MessageAttributes | undefined;
    if (Buffer.byteLength(body) > queue.largestBytes)
      throw invalid(
        `One or more parameters are invalid. Reason: Message must be shorter than ${String(queue.largestBytes)} bytes.`,
      );
    const delaySeconds =
      input.DelaySeconds === undefined ? undefined : bounded(input, 'DelaySeconds', 0, longestDelaySeconds, 0);
    const messageId = await store.add(queue, { body, delaySeconds, attributes });
    wakes.changed(queue.arn);
    return {
      MessageId: messageId,
      MD5OfMessageBody: md5(body),
      ...(attributes ? { MD5OfMessageAttributes: md5OfAttributes(attributes) } : {}),
    };
  };
  const change = async (queue: Queue, input: Input) => {
    const seconds = bounded(input, 'VisibilityTimeout', 0, longestVisibilitySeconds, 0);
    if (!(await postpone(queue, text(input, 'ReceiptHandle'), seconds)))
      throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
    return {};
  };
  const eachOf = async (input: Input, work: (entry: Input) => Promise<object>) => {
    const entries = input.Entries as readonly Input[] | undefined;
    if (!entries?.length) throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
    if (entries.length > largestBatch)
      throw new AwsError(
        'TooManyEntriesInBatchRequest',
        `Maximum number of entries per request are ${String(largestBatch)}.`,
      );
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
      throw new AwsError('BatchEntryIdsNotDistinct', 'Id repeated.');
    const results = await Promise.all(
      entries.map(async (entry) => {
        try {
          return { Successful: { Id: entry.Id, ...(await work(entry)) } };
        } catch (fault) {
          if (fault instanceof AwsError)
            return { Failed: { Id: entry.Id, Code: fault.code, Message: fault.message, SenderFault: true } };
          throw fault;
        }
      }),
    );
    return {
      Successful: results.flatMap(({ Successful }) => Successful ?? []),
      Failed: results.flatMap(({ Failed }) => Failed ?? []),
    };
  };
  const receive = async (queue: Queue, input: Input) => {
    const max = bounded(input, 'MaxNumberOfMessages', 1, 10, 1);
    const visibility =
      input.VisibilityTimeout === undefined
        ? undefined
        : bounded(input, 'VisibilityTimeout', 0, longestVisibilitySeconds, 0);
    const until = now() + bounded(input, 'WaitTimeSeconds', 0, longestWaitSeconds, queue.waitSeconds) * 1000;
    const bell = bellOf(wakes, queue.arn);
    try {
      for (;;) {
        const messages = await take(queue, max, visibility);
        if (messages.length > 0 || now() >= until) return messages;
        await bell.rings(until - now());
        if (wakes.isStopped()) return [];
      }
    } finally {
      bell.stop();
    }
  };

  return jsonService('1.0', {
    SendMessage: (input, request) => send(queueFor(input, request, 'SendMessage'), input),
    SendMessageBatch: (input, request) => {
      const queue = queueFor(input, request, 'SendMessage');
      return eachOf(input, (entry) => send(queue, entry));
    },
    ReceiveMessage: async (input, request) => {
      const messages = await receive(queueFor(input, request, 'ReceiveMessage'), input);
      return messages.length === 0
        ? {}
        : { Messages: messages.map((message) => received(message, input, deployment.account)) };
    },
    DeleteMessage: async (input, request) => {
      await store.remove(queueFor(input, request, 'DeleteMessage'), text(input, 'ReceiptHandle'));
      return {};
    },
    DeleteMessageBatch: (input, request) => {
      const queue = queueFor(input, request, 'DeleteMessage');
      return eachOf(input, async (entry) => {
        await store.remove(queue, text(entry, 'ReceiptHandle'));
        return {};
      });
    },
    ChangeMessageVisibility: (input, request) => change(queueFor(input, request, 'ChangeMessageVisibility'), input),
    ChangeMessageVisibilityBatch: (input, request) => {
      const queue = queueFor(input, request, 'ChangeMessageVisibility');
      return eachOf(input, (entry) => change(queue, entry));
    },
    GetQueueUrl: (input, request) => {
      const arn = arnOf(text(input, 'QueueName'));
      authorize(request.principal, 'sqs:GetQueueUrl', arn);
      return { QueueUrl: existing(arn).url };
    },
    GetQueueAttributes: (input, request) => {
      const queue = queueFor(input, request, 'GetQueueAttributes');
      const wanted = (input.AttributeNames ?? []) as readonly string[];
      return {
        Attributes: Object.fromEntries(
          Object.entries(attributesOf(queue, store)).filter(
            ([name]) => wanted.includes('All') || wanted.includes(name),
          ),
        ),
      };
    },
    PurgeQueue: async (input, request) => {
      await store.purge(queueFor(input, request, 'PurgeQueue'));
      return {};
    },
    StartMessageMoveTask: async (input, request) => {
      const arn = text(input, 'SourceArn');
      authorize(request.principal, 'sqs:StartMessageMoveTask', arn);
      if (
        ![...byArn.values()].some(({ redrive }) => redrive?.deadLetterArn === arn) &&
        input.DestinationArn === undefined
      )
        throw new AwsError('UnsupportedOperation', 'Source queue must be configured as a Dead Letter Queue.');
      const destination = input.DestinationArn === undefined ? undefined : existing(text(input, 'DestinationArn')).arn;
      const { queues } = await store.moveBack(existing(arn), destination);
      for (const queue of queues) wakes.changed(queue);
      return { TaskHandle: Buffer.from(randomUUID()).toString('base64') };
    },
  });
};

/** Remembers a wake-up that comes before the wait begins, so that no message is missed. */
const bellOf = (wakes: WakeUps, queueArn: string) => {
  let rung = false;
  let answer: (() => void) | undefined;
  const stop = wakes.subscribe(queueArn, () => {
    rung = true;
    answer?.();
  });
  return {
    stop,
    rings: async (milliseconds: number) => {
      let timer: NodeJS.Timeout | undefined;
      if (!rung)
        await new Promise<void>((resolve) => {
          answer = resolve;
          timer = setTimeout(resolve, milliseconds);
        });
      clearTimeout(timer);
      rung = false;
    },
  };
};

/** The attributes of a message that ReceiveMessage answers. */
export const systemAttributes = (
  { receives, sentAt, firstReceivedAt, deadLetterSource }: StoredMessage,
  account: string,
): Readonly<Record<string, string>> => ({
  ApproximateReceiveCount: String(receives),
  SentTimestamp: String(sentAt),
  ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
  SenderId: account,
  ...(deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: deadLetterSource }),
});

const received = (message: StoredMessage, input: Input, account: string) => {
  const system = [
    ...((input.AttributeNames ?? []) as string[]),
    ...((input.MessageSystemAttributeNames ?? []) as string[]),
  ];
  const own = (input.MessageAttributeNames ?? []) as readonly string[];
  const chosen = Object.entries(systemAttributes(message, account)).filter(
    ([name]) => system.includes('All') || system.includes(name),
  );
  const attributes = Object.fromEntries(
    Object.entries(message.attributes ?? {}).filter(([name]) =>
      own.some((each) => each === 'All' || each === '.*' || each === name),
    ),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(chosen.length > 0 ? { Attributes: Object.fromEntries(chosen) } : {}),
    ...(Object.keys(attributes).length > 0
      ? { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }
      : {}),
  };
};

const attributesOf = (queue: Queue, store: MessageStore): Readonly<Record<string, string>> => {
  const { visible, inFlight, delayed } = store.depth(queue.arn);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(queue.visibilitySeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    DelaySeconds: String(queue.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(queue.waitSeconds),
    MaximumMessageSize: String(queue.largestBytes),
    ...(queue.redrive
      ? {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: queue.redrive.deadLetterArn,
            maxReceiveCount: queue.redrive.maxReceives,
          }),
        }
      : {}),
  };
};

const md5 = (content: string) => createHash('md5').update(content).digest('hex');

const text = (input: Input, name: string): string => {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
};

const invalid = (message: string) => new AwsError('InvalidParameterValue', message);

const bounded = (input: Input, name: string, least: number, most: number, otherwise: number): number => {
  const value = input[name] === undefined ? otherwise : Number(input[name]);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(
    `Value ${String(input[name])} for parameter ${name} is invalid. Reason: Must be between ${String(least)} and ${String(most)}.`,
  );
};
