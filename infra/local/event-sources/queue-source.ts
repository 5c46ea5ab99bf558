import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Authorize, Deployment, Functions, Log, QueueMessage, Queues, Running } from '../kernel.ts';
import { numberOf, onlyKnown } from '../properties.ts';
import { demand, reportedFailures, type EventSourceMapping } from './event-source-mapping.ts';
import { invokePatiently } from './invoke-patiently.ts';

export type QueueSourceOptions = {
  readonly deployment: Deployment;
  readonly queues: Queues;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly authorize: Authorize;
  readonly log: Log;
};

const mostConcurrency = 2; // Lambda begins with five; one machine has fewer cores than functions.
const largestReceive = 10;

/**
 * Reads a queue for a function, as the function: batches that succeed are deleted, what failed comes again after the
 * queue's visibility timeout.
 */
export const queueSource = (mapping: EventSourceMapping, options: QueueSourceOptions): Running => {
  const { queues, functions, authorize, log, deployment } = options;
  const { sourceArn, batchSize, windowMilliseconds, principal } = mapping;
  demand(authorize, mapping, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], sourceArn);
  const concurrency = concurrencyOf(mapping);
  const visibilityMilliseconds = numberOf(deployment.byArn(sourceArn), 'VisibilityTimeout', 30) * 1000;
  const stopping = new AbortController();
  const work = new Set<Promise<void>>();
  let polling = false;
  let woken = false;

  const receive = (max: number) => {
    authorize(principal, 'sqs:ReceiveMessage', sourceArn);
    return queues.receive(sourceArn, { max: Math.min(max, largestReceive) });
  };

  const gather = async (): Promise<readonly QueueMessage[]> => {
    const batch = [...(await receive(batchSize))];
    if (batch.length === 0 || windowMilliseconds === 0) return batch;
    const end = Date.now() + windowMilliseconds;
    while (batch.length < batchSize && Date.now() < end && !stopping.signal.aborted) {
      const more = await receive(batchSize - batch.length);
      batch.push(...more);
      if (more.length === 0)
        await pause(Math.min(50, windowMilliseconds), undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    return batch;
  };

  const remove = async (messages: readonly QueueMessage[]) => {
    if (messages.length === 0) return;
    authorize(principal, 'sqs:DeleteMessage', sourceArn);
    await Promise.all(messages.map(({ receiptHandle }) => queues.delete(sourceArn, receiptHandle)));
  };

  const handle = async (batch: readonly QueueMessage[]) => {
    const until = Date.now() + visibilityMilliseconds;
    const wanted = batch.filter((message) => mapping.matches(filtered(message)));
    await remove(batch.filter((message) => !wanted.includes(message)));
    if (wanted.length === 0) return;
    const records = { Records: wanted.map((message) => recordOf(message, mapping, deployment.region)) };
    const result = await invokePatiently(functions, mapping.functionArn, records, {
      until,
      pause: (milliseconds) => pause(milliseconds, true, { signal: stopping.signal }).catch(() => false),
    });
    if (result === undefined) {
      log('event-sources', `${mapping.functionName}: ${String(wanted.length)} messages come again, it is throttled`);
      return;
    }
    if (stopping.signal.aborted && result.functionError) return;
    if (result.functionError) {
      log(
        'event-sources',
        `${mapping.functionName}: a batch of ${String(wanted.length)} messages failed`,
        result.payload,
      );
      return;
    }
    const failures = mapping.reportsItemFailures ? reportedFailures(result.payload) : [];
    const known = new Set(wanted.map(({ messageId }) => messageId));
    // As on Lambda: an identifier that isn't of the batch makes the whole batch fail.
    if (!failures || failures.some((id) => !known.has(id))) {
      log('event-sources', `${mapping.functionName}: the reported failures can't be read`, result.payload);
      return;
    }
    if (failures.length > 0)
      log(
        'event-sources',
        `${mapping.functionName}: ${String(failures.length)} of ${String(wanted.length)} messages failed`,
      );
    await remove(wanted.filter(({ messageId }) => !failures.includes(messageId)));
  };

  const poll = async () => {
    if (polling) {
      woken = true;
      return;
    }
    polling = true;
    try {
      do {
        woken = false;
        while (!stopping.signal.aborted && work.size < concurrency) {
          const batch = await gather();
          if (batch.length === 0) break;
          const one = handle(batch)
            .catch((fault: unknown) => {
              log('event-sources', `${mapping.functionName}: a batch failed`, fault);
            })
            .finally(() => {
              work.delete(one);
              void poll();
            });
          work.add(one);
        }
      } while (woken && !stopping.signal.aborted && work.size < concurrency);
    } catch (fault) {
      log('event-sources', `${mapping.functionName}: receiving failed`, fault);
      void pause(1000, undefined, { signal: stopping.signal }).then(poll, () => undefined);
    } finally {
      polling = false;
    }
  };

  const unsubscribe = queues.onMessage(sourceArn, () => {
    void poll();
  });
  void poll();
  return {
    stop: async () => {
      unsubscribe();
      stopping.abort();
      await Promise.allSettled(work);
    },
  };
};

const concurrencyOf = ({ resource }: EventSourceMapping): number => {
  const scaling = (resource.properties.ScalingConfig ?? {}) as { readonly MaximumConcurrency?: number };
  onlyKnown(resource, ['MaximumConcurrency'], scaling, 'ScalingConfig.');
  const concurrency = Math.min(Number(scaling.MaximumConcurrency ?? mostConcurrency), mostConcurrency);
  numberOf(resource, 'BatchSize', 10);
  return concurrency;
};

const recordOf = (
  { messageId, receiptHandle, body, attributes }: QueueMessage,
  { sourceArn }: EventSourceMapping,
  awsRegion: string,
) => ({
  messageId,
  receiptHandle,
  body,
  attributes,
  messageAttributes: {},
  md5OfBody: createHash('md5').update(body).digest('hex'),
  eventSource: 'aws:sqs',
  eventSourceARN: sourceArn,
  awsRegion,
});

/** What filter criteria see: the body as JSON when it is JSON. */
const filtered = ({ messageId, body, attributes }: QueueMessage) => {
  try {
    return { messageId, attributes, body: JSON.parse(body) as unknown };
  } catch {
    return { messageId, attributes, body };
  }
};
