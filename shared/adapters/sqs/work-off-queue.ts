import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { forEachAtMost } from '../../application/live/at-most.ts';
import type { Log } from '../../application/ports/platform.ts';

type QueueRecord = SQSEvent['Records'][number];
type Options = {
  readonly log: Log;
  /** Records under way at once. Default 1: in the order of the batch. */ readonly atOnce?: number;
};

/**
 * A function that works a queue's messages off, each for itself: one that throws is logged, and with those whose work
 * answers `again` it is reported, so that the queue brings it again and in the end lays it among the dead letters.
 */
export const workOffQueue =
  ({ log, atOnce = 1 }: Options, work: (record: QueueRecord) => Promise<unknown>) =>
  async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const again: string[] = [];
    await forEachAtMost(atOnce, Records, async (record) => {
      const { messageId } = record;
      try {
        if ((await work(record)) === 'again') again.push(messageId);
      } catch (cause) {
        log.error('record_failed', { messageId, cause });
        again.push(messageId);
      }
    });
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  };
