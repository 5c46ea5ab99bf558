import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Functions, Log } from '../kernel.ts';
import type { StreamReader, StreamRecord } from '../dynamodb/stream-reader.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import type { FailureDestination } from './failure-destination.ts';
import { processBatch, type StreamRules } from './process-batch.ts';

export type ShardOptions = {
  readonly mapping: EventSourceMapping;
  readonly rules: StreamRules;
  readonly reader: StreamReader;
  readonly saved: Checkpoints;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly log: Log;
  /** ParallelizationFactor: batches at once, each key always in the same lane. */
  readonly lanes: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly stopping: AbortSignal;
  /** The promise resolves at the next write to the table, and when everything stops. Ask for it before reading. */
  readonly written: () => Promise<undefined>;
  /** Takes what is given up; without it such records are lost. */
  readonly discard: FailureDestination | undefined;
  readonly backOff: (attempt: number) => Promise<boolean>;
  /** Waits so many milliseconds; false when everything stops. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
};

type Item = { readonly record: StreamRecord; readonly readAt: number; done: boolean };
type Lane = { readonly items: Item[]; busy: boolean };

const recordsPerRead = 1000;
const mostBuffered = 2000;
const batchBytes = 2_500_000; // Lambda's payload limit is 6 MB, and JSON needs more than DynamoDB's own size.
const quietSeconds = 5; // Looks by itself now and then, for writes that nobody announced.
const lazySeconds = 0.5; // A crash loses nothing when records that no filter lets through are read again.

/** Reads one shard to its end; false when everything stops before. */
export const followShard = async (shardId: string, options: ShardOptions): Promise<boolean> => {
  const { mapping, reader, saved, log, stopping } = options;
  const lanes = Array.from({ length: options.lanes }, (): Lane => ({ items: [], busy: false }));
  const open: Item[] = [];
  let lastRead = saved.of(shardId)?.sequenceNumber;
  let lastDone = lastRead;
  let lastSaved = lastRead;
  let lazily: NodeJS.Timeout | undefined;
  let moved = Promise.withResolvers<undefined>();
  const work = new Set<Promise<void>>();
  stopping.addEventListener('abort', () => {
    moved.resolve(undefined);
  });

  const save = () => {
    clearTimeout(lazily);
    lazily = undefined;
    if (lastDone === undefined || lastDone === lastSaved) return;
    lastSaved = lastDone;
    saved.save(shardId, lastDone).catch((fault: unknown) => {
      log('event-sources', 'a checkpoint is not on disk', fault);
    });
  };

  /** The checkpoint is the last record up to which all records are finished. */
  const advance = () => {
    let count = 0;
    while (open[count]?.done) count += 1;
    if (count > 0) lastDone = open.splice(0, count).at(-1)!.record.dynamodb.SequenceNumber;
    moved.resolve(undefined);
    moved = Promise.withResolvers();
  };

  const run = async (lane: Lane): Promise<void> => {
    lane.busy = true;
    try {
      for (;;) {
        // After a fault the first of them may be done already.
        while (lane.items[0]?.done) lane.items.shift();
        if (lane.items.length === 0 || stopping.aborted) break;
        await fill(lane, options);
        const batch = nextBatch(lane.items, mapping.batchSize);
        const byRecord = new Map(batch.map((item) => [item.record, item]));
        await processBatch(
          batch.map(({ record }) => record),
          {
            ...options,
            shardId,
            done: (records) => {
              for (const record of records) byRecord.get(record)!.done = true;
              advance();
              save();
            },
            complain: (message, detail) => {
              log('event-sources', message, detail);
            },
            stopped: () => stopping.aborted,
          },
        );
      }
    } catch (fault) {
      // The batch stays the lane's first: its shard waits, as on AWS, and nothing is lost.
      log('event-sources', `${mapping.functionName}: a batch failed`, fault);
      await options.backOff(3);
    } finally {
      lane.busy = false;
    }
    if (lane.items.length > 0 && !stopping.aborted) await run(lane);
  };
  const startLane = (lane: Lane) => {
    if (lane.busy) return;
    const one = run(lane).finally(() => work.delete(one));
    work.add(one);
  };

  const take = (records: readonly StreamRecord[]) => {
    for (const record of records) {
      const item: Item = { record, readAt: Date.now(), done: !mapping.matches(record) };
      open.push(item);
      if (!item.done) lanes[laneOf(record, lanes.length)]!.items.push(item);
    }
    lastRead = records.at(-1)?.dynamodb.SequenceNumber ?? lastRead;
    advance();
    if (lastDone !== lastSaved) lazily ??= setTimeout(save, lazySeconds * 1000);
    for (const lane of lanes) startLane(lane);
  };

  let iterator: string | undefined;
  while (!stopping.aborted) {
    try {
      if (open.length >= mostBuffered) {
        await moved.promise;
        continue;
      }
      const written = options.written();
      iterator ??= await reader.iterator(
        shardId,
        lastRead === undefined
          ? { type: options.startingPosition }
          : { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: lastRead },
      );
      const { records, mayBeMore, next } = await reader.records(iterator, recordsPerRead);
      take(records);
      if (next === undefined) break;
      iterator = next;
      // What was written while this was read has resolved the promise: nothing waits for the next write.
      if (!mayBeMore) await quiet(written);
    } catch (fault) {
      if (stopping.aborted) break;
      log('event-sources', `${mapping.functionName}: reading the stream failed`, fault);
      // Records older than a day are gone; what is left begins at the horizon.
      if (fault instanceof Error && fault.message.includes('TrimmedDataAccess')) lastRead = undefined;
      iterator = undefined;
      await pause(1000, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  while (!stopping.aborted && open.length > 0) await moved.promise;
  await Promise.allSettled(work);
  save();
  return !stopping.aborted;
};

const quiet = async (written: Promise<undefined>) => {
  const { promise: longEnough, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, quietSeconds * 1000, undefined).unref();
  await Promise.race([written, longEnough]);
  clearTimeout(timer);
};

/** Waits for more records during the batching window of the mapping. */
const fill = async ({ items }: Lane, { mapping: { batchSize, windowMilliseconds }, stopping }: ShardOptions) => {
  const wait = items[0]!.readAt + windowMilliseconds - Date.now();
  if (wait > 0 && items.length < batchSize) await pause(wait, undefined, { signal: stopping }).catch(() => undefined);
};

const nextBatch = (items: readonly Item[], batchSize: number): readonly Item[] => {
  let bytes = 0;
  const fitting = items
    .slice(0, batchSize)
    .findIndex(({ record }) => (bytes += record.dynamodb.SizeBytes) > batchBytes);
  return items.slice(0, fitting === -1 ? batchSize : Math.max(1, fitting));
};

const laneOf = ({ dynamodb }: StreamRecord, lanes: number): number => {
  if (lanes === 1) return 0;
  const keys = Object.entries(dynamodb.Keys).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('md5').update(JSON.stringify(keys)).digest().readUInt32BE(0) % lanes;
};
