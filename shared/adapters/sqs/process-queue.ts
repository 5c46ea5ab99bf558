import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { forEachAtMost } from '../../application/live/at-most.ts';
import type { Log } from '../../application/ports/platform.ts';

type QueueRecord = SQSEvent['Records'][number];
type Options = {
  readonly log: Log;
  /** Maximum records processed at the same time. Default 1: in the order of the batch. */
  readonly concurrency?: number;
};

/**
 * A Lambda handler that processes each message of a queue separately. A message that throws is logged; it is reported
 * as failed, as is one for which `work` returns `again`, so that the queue delivers it again and at last moves it to
 * the dead-letter queue.
 */
export const processQueue =
  ({ log, concurrency = 1 }: Options, work: (record: QueueRecord) => Promise<unknown>) =>
  async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const again: string[] = [];
    await forEachAtMost(concurrency, Records, async (record) => {
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
