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

/** One table's stream, read straight from the engine: the machine's own pollers are not a principal. */
export type StreamReader = {
  readonly streamArn: string;
  shards(): Promise<readonly Shard[]>;
  /** From the oldest record, from after a checkpoint's sequence number, or only what comes from now on. */
  iterator(shardId: string, from: { readonly type: 'TRIM_HORIZON' | 'LATEST' } | { readonly type: 'AFTER_SEQUENCE_NUMBER'; readonly sequenceNumber: string }): Promise<string>;
  /** At most 1,000. No `next` means that the shard is closed and read to its end. */
  records(iterator: string, limit: number): Promise<{ readonly records: readonly StreamRecord[]; readonly next?: string }>;
};
