import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueWaits } from '../../application/ports/platform.ts';

/** SQS's maximum visibility time-out: 12 hours. */
const LONGEST = 43_200;
/** SQS's maximum delay of a new message: 15 minutes. */
const LONGEST_DELAY = 900;

const within = (longest: number, seconds: number) => Math.min(longest, Math.max(0, Math.ceil(seconds)));

/** Postpones messages of one queue by their visibility time-out, or by new messages. */
export const sqsQueueVisibility = ({
  client,
  queueUrl,
}: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): QueueWaits => ({
  async postpone(receiptHandle, seconds) {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: within(LONGEST, seconds),
      }),
    );
  },
  async repeat(body, seconds) {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        DelaySeconds: within(LONGEST_DELAY, seconds),
      }),
    );
  },
});
