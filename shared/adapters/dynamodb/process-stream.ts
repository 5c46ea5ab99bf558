import type { DynamoDBBatchResponse } from 'aws-lambda';
import type { FailedRecords } from '../../application/ports/events.ts';
import type { Log } from '../../application/ports/platform.ts';
import { readStreamBatch, sequenceNumberOf } from './stream-record.ts';

type Handled = {
  /** How many of the values, counted from the first, are worked off. */
  readonly count: number;
  /** Whether the one behind them can never be. */
  readonly unfit: boolean;
};

/**
 * A Lambda handler that works off a batch of a stream in its order. What only failed now (`unfit: false`, or a throw)
 * comes again, with everything behind it. A record that can't be read, or can never be worked off, would hold up its
 * shard for as long as it is tried: it is set aside, and those behind it go on.
 */
export const processStream =
  <T>(
    { log, failedRecords }: { readonly log: Log; readonly failedRecords: FailedRecords },
    parse: (record: unknown) => T,
    work: (values: readonly T[]) => Promise<Handled>,
  ) =>
  async ({ Records }: { readonly Records: readonly unknown[] }): Promise<DynamoDBBatchResponse> => {
    for (let rest = Records; rest.length > 0;) {
      const { values, unreadable } = readStreamBatch(rest, parse);
      const { count, unfit } = values.length === 0 ? NOTHING : await work(values);
      if (count === rest.length) break;
      const failed = rest[count];
      const itemIdentifier = sequenceNumberOf(failed);
      if (count < values.length && !unfit) return { batchItemFailures: [{ itemIdentifier }] };
      try {
        await failedRecords.setAside(itemIdentifier, failed);
      } catch (cause) {
        log.error('record_failed', { sequenceNumber: itemIdentifier, cause });
        return { batchItemFailures: [{ itemIdentifier }] };
      }
      log.error('record_set_aside', {
        sequenceNumber: itemIdentifier,
        ...(count === values.length ? { cause: unreadable } : {}),
      });
      rest = rest.slice(count + 1);
    }
    return { batchItemFailures: [] };
  };

const NOTHING: Handled = { count: 0, unfit: false };
