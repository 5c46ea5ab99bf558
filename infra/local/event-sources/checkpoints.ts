import type { State } from '../state/open-state.ts';

/** The position of one mapping in each shard, kept on disk for the next start. */
export type Checkpoints = {
  /** The last finished record; `closed` when the shard was read to its end. */
  of(shardId: string): { readonly sequenceNumber?: string; readonly closed: boolean } | undefined;
  save(shardId: string, sequenceNumber: string): Promise<void>;
  close(shardId: string): void;
};

type Row = { readonly sequence_number: string | null; readonly closed: number };

export const checkpoints = (state: State, mappingId: string): Checkpoints => {
  state.define(`CREATE TABLE IF NOT EXISTS event_sources_checkpoints (
    mapping_id TEXT NOT NULL, shard_id TEXT NOT NULL, sequence_number TEXT, closed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (mapping_id, shard_id)) WITHOUT ROWID`);
  return {
    of: (shardId) => {
      const row = state.get<Row>(
        'SELECT sequence_number, closed FROM event_sources_checkpoints WHERE mapping_id = ? AND shard_id = ?',
        mappingId,
        shardId,
      );
      return (
        row && {
          closed: row.closed === 1,
          ...(row.sequence_number === null ? {} : { sequenceNumber: row.sequence_number }),
        }
      );
    },
    save: async (shardId, sequenceNumber) => {
      await state.soon(() =>
        state.run(
          'INSERT INTO event_sources_checkpoints (mapping_id, shard_id, sequence_number) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sequence_number = excluded.sequence_number',
          mappingId,
          shardId,
          sequenceNumber,
        ),
      );
    },
    close: (shardId) => {
      state.run(
        'INSERT INTO event_sources_checkpoints (mapping_id, shard_id, closed) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET closed = 1',
        mappingId,
        shardId,
      );
    },
  };
};
