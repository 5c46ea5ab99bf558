import { createWriteStream } from 'node:fs';
import { operationOf } from '../aws-endpoint/protocols.ts';
import type { AwsRequest, AwsResponse, AwsService, Buckets, Principal, Queues, Topics } from '../kernel.ts';

/** One call of an AWS service that AWS would put on its bill. */
export type MeteredCall = {
  /** By its signing name; `sesv2` for SES's second API. */
  readonly service: string;
  readonly operation: string;
  /** The function that called, or `aws` for what services do among each other. */
  readonly caller: string;
  /** Epoch milliseconds when it was answered. */
  readonly at: number;
  readonly status: number;
  readonly bytesIn: number;
  /** Entries of the request, where the service counts by them: `PutEvents`. */
  readonly entries?: number;
  /** The capacity units that a call of DynamoDB consumed, by the engine's own count. */
  readonly units?: number;
};
export type OnCall = (call: MeteredCall) => void;

type Counted = Pick<MeteredCall, 'operation' | 'entries' | 'units'>;
/** What is counted of one service's call, from what was asked and answered. */
type Count = (request: AwsRequest, response: AwsResponse) => Counted;

const jsonOf = (body: AwsResponse['body']): Readonly<Record<string, unknown>> =>
  JSON.parse(String(body ?? '{}')) as Record<string, unknown>;

const byTarget: Count = (request) => ({ operation: operationOf(request) });
const byAction: Count = ({ body }) => ({ operation: new URLSearchParams(body.toString('utf8')).get('Action') ?? '' });
const byMethod: Count = ({ method }) => ({ operation: method });
const events: Count = (request) => ({
  operation: operationOf(request),
  entries: (jsonOf(request.body).Entries as readonly unknown[] | undefined)?.length ?? 0,
});

const COUNTS: Readonly<Record<string, Count>> = {
  events,
  s3: byMethod,
  lambda: byMethod,
  scheduler: byMethod,
  'execute-api': byMethod,
  ses: byAction,
  sesv2: byMethod,
  sns: byAction,
};

/** DynamoDB tells what an operation on items consumed when it is asked to. */
const TELLS_CAPACITY =
  /^(GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan|BatchGetItem|BatchWriteItem|TransactGetItems|TransactWriteItems)$/;

type Consumed = { readonly CapacityUnits?: number };

/** Asks for the capacity with each call, and takes it out of the answer of a caller that had not asked. */
const withCapacity = async (
  request: AwsRequest,
  service: AwsService,
): Promise<{ readonly response: AwsResponse; readonly units?: number }> => {
  if (!TELLS_CAPACITY.test(operationOf(request))) return { response: await service(request) };
  const input = jsonOf(request.body);
  const body = Buffer.from(
    JSON.stringify({ ...input, ReturnConsumedCapacity: input.ReturnConsumedCapacity ?? 'TOTAL' }),
  );
  const response = await service({ ...request, body });
  if (response.status !== 200) return { response };
  const { ConsumedCapacity, ...answer } = jsonOf(response.body);
  const units = [ConsumedCapacity ?? []]
    .flat()
    .reduce<number>((sum, each) => sum + ((each as Consumed).CapacityUnits ?? 0), 0);
  const asked = input.ReturnConsumedCapacity !== undefined;
  return { response: asked ? response : { ...response, body: JSON.stringify(answer) }, units };
};

/** The services, each of whose calls by a function is told to `onCall`. `nameOf` names a function by its resource. */
export const meteredServices = (
  services: Readonly<Record<string, AwsService>>,
  nameOf: (functionName: string) => string,
  onCall: OnCall,
): Readonly<Record<string, AwsService>> => {
  const metered =
    (name: string, service: AwsService): AwsService =>
    async (request) => {
      const tell = (status: number, counted: Counted) => {
        const caller = callerOf(request.principal, nameOf);
        // The account's operator is not on the bill of what is hosted: its commands, tests.
        if (caller === undefined) return;
        onCall({ service: name, caller, at: Date.now(), status, bytesIn: request.body.length, ...counted });
      };
      const count = COUNTS[name] ?? byTarget;
      try {
        const { response, units } =
          name === 'dynamodb'
            ? await withCapacity(request, service)
            : { response: await service(request), units: undefined };
        tell(response.status, { ...count(request, response), ...(units === undefined ? {} : { units }) });
        return response;
      } catch (fault) {
        tell((fault as { readonly status?: number }).status ?? 500, count(request, { status: 500 }));
        throw fault;
      }
    };
  return Object.fromEntries(Object.entries(services).map(([name, service]) => [name, metered(name, service)]));
};

const callerOf = (principal: Principal, nameOf: (functionName: string) => string): string | undefined =>
  principal.kind === 'role' ? nameOf(principal.functionName) : undefined;

const amongServices = (onCall: OnCall, service: string, operation: string, bytesIn = 0): void => {
  onCall({ service, operation, caller: 'aws', at: Date.now(), status: 200, bytesIn });
};

/**
 * Queues as other services use them: a delivery is a `SendMessage`; a batch for a function is a `ReceiveMessage`, and
 * its end a `DeleteMessageBatch`, which Lambda sends once for all of them. A receive that finds nothing is not told:
 * Lambda asks in vain at its own pace, the host here when it is woken.
 */
export const meteredQueues = (queues: Queues, onCall: OnCall): Queues => ({
  ...queues,
  send: async (queueArn, body, options) => {
    amongServices(onCall, 'sqs', 'SendMessage', Buffer.byteLength(body));
    return queues.send(queueArn, body, options);
  },
  receive: async (queueArn, options) => {
    const messages = await queues.receive(queueArn, options);
    if (messages.length > 0) {
      amongServices(onCall, 'sqs', 'ReceiveMessage');
      amongServices(onCall, 'sqs', 'DeleteMessageBatch');
    }
    return messages;
  },
});

export const meteredTopics = (topics: Topics, onCall: OnCall): Topics => ({
  ...topics,
  publish: async (topicArn, message, attributes) => {
    amongServices(onCall, 'sns', 'Publish', Buffer.byteLength(message));
    return topics.publish(topicArn, message, attributes);
  },
});

export const meteredBuckets = (buckets: Buckets, onCall: OnCall): Buckets => ({
  ...buckets,
  put: async (bucket, key, body, headers) => {
    amongServices(onCall, 's3', 'PUT', body.length);
    return buckets.put(bucket, key, body, headers);
  },
});

/** Writes each call as a line of JSON at the end of a file. */
export const writeCalls = (path: string): OnCall => {
  const stream = createWriteStream(path, { flags: 'a' });
  // A file that can't be written must not stop what is measured.
  stream.on('error', () => undefined);
  return (call) => {
    stream.write(`${JSON.stringify(call)}\n`);
  };
};
