import type { StreamReader, StreamRecord } from '../../../infra/local/dynamodb/stream-reader.ts';

/** A stream that tests write to: closed shards have successors. */
export const memoryStream = (tableName = 'desk') => {
  const shards = [{ id: 'shard-1', records: [] as StreamRecord[], closed: false }];
  const listeners = new Set<() => void>();
  let sequence = 100;
  const reader: StreamReader = {
    streamArn: `${tableName}-stream`,
    shards: async () =>
      shards.map(({ id }, index) => ({ shardId: id, ...(index > 0 ? { parentShardId: shards[index - 1]!.id } : {}) })),
    iterator: async (shardId, from) => {
      const { records } = shards.find(({ id }) => id === shardId)!;
      const position =
        'sequenceNumber' in from
          ? records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === from.sequenceNumber) + 1
          : from.type === 'LATEST'
            ? records.length
            : 0;
      return `${shardId}:${String(position)}`;
    },
    records: async (iterator, limit) => {
      const [shardId, position] = iterator.split(':');
      const shard = shards.find(({ id }) => id === shardId)!;
      const records = shard.records.slice(Number(position), Number(position) + limit);
      const end = Number(position) + records.length;
      return {
        records,
        mayBeMore: records.length >= limit,
        ...(shard.closed && end === shard.records.length ? {} : { next: `${shard.id}:${String(end)}` }),
      };
    },
  };
  return {
    reader,
    onWrite: (name: string, wrote: () => void) => {
      expect(name).toBe(tableName);
      listeners.add(wrote);
      return () => {
        listeners.delete(wrote);
      };
    },
    write: (key: string, image: Readonly<Record<string, unknown>> = {}, at = Date.now()) => {
      sequence += 1;
      shards.at(-1)!.records.push({
        eventID: String(sequence),
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'ap-northeast-2',
        dynamodb: {
          SequenceNumber: String(sequence),
          ApproximateCreationDateTime: at / 1000,
          Keys: { PK: { S: key } },
          NewImage: { PK: { S: key }, ...image },
          SizeBytes: 10,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      });
      for (const listener of listeners) listener();
      return String(sequence);
    },
    split: () => {
      shards.at(-1)!.closed = true;
      shards.push({ id: `shard-${String(shards.length + 1)}`, records: [], closed: false });
      for (const listener of listeners) listener();
    },
  };
};
