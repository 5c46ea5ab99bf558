import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueVisibility } from '../../application/ports/platform.ts';

/** SQS's maximum visibility time-out: 12 hours. */
const LONGEST = 43_200;

/** Postpones messages of one queue by their visibility time-out. */
export const sqsQueueVisibility = ({
  client,
  queueUrl,
}: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): QueueVisibility => ({
  async postpone(receiptHandle, seconds) {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(LONGEST, Math.max(0, Math.ceil(seconds))),
      }),
    );
  },
});
