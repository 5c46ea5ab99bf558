import { randomUUID } from 'node:crypto';
import type { Functions, InvokeResult } from '../kernel.ts';
import type { StreamRecord } from '../dynamodb/stream-reader.ts';
import { reportedFailures, type EventSourceMapping } from './event-source-mapping.ts';
import type { FailureDestination } from './failure-destination.ts';
import { invokePatiently } from './invoke-patiently.ts';

export type StreamRules = {
  /** -1: without limit. */
  readonly maximumRetries: number;
  /** -1: any age. */
  readonly maximumAgeSeconds: number;
  readonly bisects: boolean;
};

export type BatchOptions = {
  readonly mapping: EventSourceMapping;
  readonly rules: StreamRules;
  readonly shardId: string;
  readonly functions: Pick<Functions, 'invoke'>;
  /** Called with the leading records that are finished: handled or given up. */
  readonly done: (records: readonly StreamRecord[]) => void;
  readonly discard: FailureDestination | undefined;
  readonly complain: (message: string, detail: unknown) => void;
  /** Waits before the next repetition; false when everything stops. */
  readonly backOff: (attempt: number) => Promise<boolean>;
  /** Waits so many milliseconds; false when everything stops. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
  readonly stopped: () => boolean;
};

/**
 * Brings records of one shard to their end in their order: handled, or given up after the retries. It returns early
 * only when everything stops.
 */
export const processBatch = async (records: readonly StreamRecord[], options: BatchOptions): Promise<void> => {
  const { mapping, rules, functions, done } = options;
  let rest = records;
  for (let attempt = 0; rest.length > 0 && !options.stopped();) {
    const expired = rest.filter((record) => isTooOld(record, rules));
    if (expired.length > 0 && expired.length === rest.length) {
      await giveUp(rest, 'RecordAgeExceeded', attempt, options);
      return;
    }
    const until = Math.max(...rest.map((record) => endOf(record, rules)));
    // What is throttled is no attempt: it goes on until all of them are too old, or everything stops.
    const result = await invokePatiently(functions, mapping.functionArn, eventOf(rest, mapping), {
      until,
      pause: options.pause,
    });
    if (result === undefined) {
      await options.pause(until - Date.now() + 1);
      continue;
    }
    const handled = handledOf(rest, result, mapping);
    if (handled > 0) done(rest.slice(0, handled));
    rest = rest.slice(handled);
    if (rest.length === 0 || options.stopped()) return;
    options.complain(
      `${mapping.functionName}: ${String(rest.length)} records failed, attempt ${String(attempt + 1)}`,
      result.payload,
    );
    // What follows a reported failure is a new, smaller batch.
    if (handled > 0) continue;
    if (rules.bisects && rest.length > 1) {
      // Splitting doesn't count as a retry.
      // https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
      const half = Math.ceil(rest.length / 2);
      if (!(await options.backOff(0))) return;
      await processBatch(rest.slice(0, half), options);
      await processBatch(rest.slice(half), options);
      return;
    }
    if (rules.maximumRetries >= 0 && attempt >= rules.maximumRetries) {
      await giveUp(rest, 'RetryAttemptsExhausted', attempt + 1, options);
      return;
    }
    attempt += 1;
    if (!(await options.backOff(attempt))) return;
  }
};

const eventOf = (records: readonly StreamRecord[], { sourceArn }: EventSourceMapping) => ({
  Records: records.map((record) => ({ ...record, eventSourceARN: sourceArn })),
});

/** How many leading records are finished. */
const handledOf = (
  records: readonly StreamRecord[],
  { functionError, payload }: InvokeResult,
  { reportsItemFailures }: EventSourceMapping,
): number => {
  if (functionError) return 0;
  if (!reportsItemFailures) return records.length;
  const failures = reportedFailures(payload);
  if (!failures) return 0;
  const positions = failures.map((id) => records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === id));
  // As on Lambda: everything from the first reported record on comes again; an identifier that isn't of the batch fails
  // all of it.
  return positions.includes(-1) ? 0 : Math.min(records.length, ...positions);
};

/** When the record is too old, in epoch milliseconds. */
const endOf = ({ dynamodb }: StreamRecord, { maximumAgeSeconds }: StreamRules): number =>
  maximumAgeSeconds < 0 ? Infinity : (dynamodb.ApproximateCreationDateTime + maximumAgeSeconds) * 1000;

const isTooOld = (record: StreamRecord, rules: StreamRules) => Date.now() > endOf(record, rules);

const giveUp = async (
  records: readonly StreamRecord[],
  condition: string,
  attempts: number,
  { mapping, shardId, discard, done }: BatchOptions,
) => {
  const [first, last] = [records[0]!.dynamodb, records.at(-1)!.dynamodb];
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  await discard?.({
    shardId,
    description: {
      requestContext: {
        requestId: randomUUID(),
        functionArn: mapping.functionArn,
        condition,
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: first.SequenceNumber,
        endSequenceNumber: last.SequenceNumber,
        approximateArrivalOfFirstRecord: time(first.ApproximateCreationDateTime),
        approximateArrivalOfLastRecord: time(last.ApproximateCreationDateTime),
        batchSize: records.length,
        streamArn: mapping.sourceArn,
      },
    },
    event: eventOf(records, mapping),
  });
  done(records);
};
