import { isDeepStrictEqual } from 'node:util';
import type { EngineClient } from './engine-client.ts';

/** A record as the streams API gives it. */
export type StreamRecord = {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, unknown>>;
    readonly NewImage?: Readonly<Record<string, unknown>>;
    readonly OldImage?: Readonly<Record<string, unknown>>;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  readonly userIdentity?: unknown;
};

export type Shard = { readonly shardId: string; readonly parentShardId?: string };

/** One table's stream, read from the engine without authorization: the event sources have no role. */
export type StreamReader = {
  readonly streamArn: string;
  shards(): Promise<readonly Shard[]>;
  /** From the oldest record, from after a checkpoint's sequence number, or only what comes from now on. */
  iterator(
    shardId: string,
    from:
      | { readonly type: 'TRIM_HORIZON' | 'LATEST' }
      | { readonly type: 'AFTER_SEQUENCE_NUMBER'; readonly sequenceNumber: string },
  ): Promise<string>;
  /**
   * At most 1,000. No `next` means that the shard is closed and read to its end; `mayBeMore`: that there may be further
   * records already.
   */
  records(
    iterator: string,
    limit: number,
  ): Promise<{ readonly records: readonly StreamRecord[]; readonly mayBeMore: boolean; readonly next?: string }>;
};

type Described = {
  readonly StreamDescription: {
    readonly Shards: readonly { readonly ShardId: string; readonly ParentShardId?: string }[];
    readonly LastEvaluatedShardId?: string;
  };
};

/**
 * Reads the stream of a table by the engine's own ARN for it. An open shard may show an ending sequence number: only a
 * missing next iterator means closed.
 */
export const streamReaderOn = (
  engine: EngineClient,
  engineStreamArn: string,
  streamArn: string,
  region: string,
): StreamReader => ({
  streamArn,
  shards: async () => {
    const shards: Shard[] = [];
    let after: string | undefined;
    do {
      const { StreamDescription }: Described = await engine.callStreams<Described>('DescribeStream', {
        StreamArn: engineStreamArn,
        ...(after ? { ExclusiveStartShardId: after } : {}),
      });
      shards.push(
        ...StreamDescription.Shards.map(({ ShardId, ParentShardId }) => ({
          shardId: ShardId,
          ...(ParentShardId ? { parentShardId: ParentShardId } : {}),
        })),
      );
      after = StreamDescription.LastEvaluatedShardId;
    } while (after);
    return shards;
  },
  iterator: async (shardId, from) =>
    (
      await engine.callStreams<{ readonly ShardIterator: string }>('GetShardIterator', {
        StreamArn: engineStreamArn,
        ShardId: shardId,
        ShardIteratorType: from.type,
        ...(from.type === 'AFTER_SEQUENCE_NUMBER' ? { SequenceNumber: from.sequenceNumber } : {}),
      })
    ).ShardIterator,
  records: async (iterator, limit) => {
    const { Records, NextShardIterator } = await engine.callStreams<{
      readonly Records: readonly StreamRecord[];
      readonly NextShardIterator?: string | null;
    }>('GetRecords', { ShardIterator: iterator, Limit: limit });
    const bytes = Records.reduce((sum, { dynamodb }) => sum + dynamodb.SizeBytes, 0);
    return {
      records: Records.filter(isChange).map((record) => ({ ...record, awsRegion: region })),
      mayBeMore: Records.length >= limit || bytes >= fullBytes,
      ...(NextShardIterator ? { next: NextShardIterator } : {}),
    };
  },
});

/**
 * The same stream for several who follow it: who reads the place that another is just reading gets that one's answer.
 * After a write, which `onWrite` tells of, it is read again: an answer that was begun before may lack it.
 */
export const sharedReads = (reader: StreamReader, onWrite: (wrote: () => void) => void): StreamReader => {
  const begun = new Map<string, ReturnType<StreamReader['records']>>();
  onWrite(() => {
    begun.clear();
  });
  return {
    ...reader,
    records: (iterator, limit) => {
      const place = `${iterator} ${String(limit)}`;
      const others = begun.get(place);
      if (others) return others;
      const mine = reader.records(iterator, limit).finally(() => {
        if (begun.get(place) === mine) begun.delete(place);
      });
      begun.set(place, mine);
      return mine;
    },
  };
};

/** A page of the streams API ends at 1 MB; one that comes near it counts as full. */
const fullBytes = 500_000;

/** The engine also records a write that changed nothing; DynamoDB doesn't, so such records are dropped. */
const isChange = ({ dynamodb: { OldImage, NewImage } }: StreamRecord) =>
  !OldImage || !NewImage || !isDeepStrictEqual(OldImage, NewImage);
