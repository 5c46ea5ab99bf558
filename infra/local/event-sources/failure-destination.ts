import { randomUUID } from 'node:crypto';
import type { Authorize, Buckets, Queues } from '../kernel.ts';
import { onlyKnown } from '../properties.ts';
import { demand, type EventSourceMapping } from './event-source-mapping.ts';

/** Records of a stream that a mapping gave up, as Lambda describes the last invocation. */
export type GivenUp = {
  readonly shardId: string;
  /** Without the records. */
  readonly description: Readonly<Record<string, unknown>>;
  /** What the function was given: `{ Records: … }`. */
  readonly event: unknown;
};

export type FailureDestination = (given: GivenUp) => Promise<void>;

export type DestinationOptions = {
  readonly authorize: Authorize;
  readonly queues: Pick<Queues, 'send'>;
  readonly buckets: Pick<Buckets, 'put'>;
};

/** What each kind of destination asks of the function's role. */
const rights = {
  sqs: (arn: string) => [['sqs:SendMessage', arn]],
  s3: (arn: string) => [
    ['s3:PutObject', `${arn}/*`],
    ['s3:ListBucket', arn],
  ],
} as const;

/**
 * Where a stream's mapping puts what it gives up: a queue gets the description alone, a bucket the event too, as text
 * in `payload`. Rights that the role lacks stop the start.
 */
export const failureDestination = (
  mapping: EventSourceMapping,
  { authorize, queues, buckets }: DestinationOptions,
): FailureDestination | undefined => {
  const { resource, principal } = mapping;
  const destinations = (resource.properties.DestinationConfig ?? {}) as {
    readonly OnFailure?: { readonly Destination?: string };
  };
  onlyKnown(resource, ['OnFailure'], destinations, 'DestinationConfig.');
  const arn = destinations.OnFailure?.Destination;
  if (arn === undefined) return undefined;
  const service = arn.split(':')[2];
  if (service !== 'sqs' && service !== 's3')
    throw new Error(
      `${resource.stack}/${resource.logicalId}: only queues and buckets are hosted as failure destinations on one machine.`,
    );
  for (const [action, on] of rights[service](arn)) demand(authorize, mapping, [action!], on!);
  if (service === 'sqs')
    return async ({ description }) => {
      authorize(principal, 'sqs:SendMessage', arn);
      await queues.send(arn, JSON.stringify(description));
    };
  return async ({ shardId, description, event }) => {
    const key = keyOf(mapping.id, shardId, new Date());
    authorize(principal, 's3:PutObject', `${arn}/${key}`);
    const body = JSON.stringify({ ...description, payload: JSON.stringify(event) });
    await buckets.put(arn.slice(arn.lastIndexOf(':') + 1), key, Buffer.from(body), {
      'content-type': 'application/json',
    });
  };
};

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
const keyOf = (mappingId: string, shardId: string, at: Date) => {
  const [day, time] = at.toISOString().split('T') as [string, string];
  return `aws/lambda/${mappingId}/${shardId}/${day.replaceAll('-', '/')}/${day}T${time.slice(0, 8).replaceAll(':', '.')}-${randomUUID()}`;
};
