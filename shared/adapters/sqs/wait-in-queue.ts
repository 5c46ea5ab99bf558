import type { SQSEvent } from 'aws-lambda';
import type { QueueWaits } from '../../application/ports/platform.ts';

type QueueRecord = Pick<SQSEvent['Records'][number], 'body' | 'receiptHandle' | 'attributes'>;

/**
 * Lets a record of `processQueue` wait without using up its tries, which are for faults: half of them may be spent on
 * waiting, then a new message takes the place of the old one. Should the old one come back after that, both are there:
 * its consumer must bear that anyway.
 */
export const waitInQueue = async (
  waits: QueueWaits,
  { body, receiptHandle, attributes }: QueueRecord,
  { seconds, tries }: { readonly seconds: number; readonly tries: number },
): Promise<'again' | undefined> => {
  if (Number(attributes.ApproximateReceiveCount) < tries / 2) {
    await waits.postpone(receiptHandle, seconds);
    return 'again';
  }
  await waits.repeat(body, seconds);
  return undefined;
};
