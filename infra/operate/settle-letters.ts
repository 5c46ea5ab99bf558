import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Seconds; longer than sending ten letters takes, shorter than an operator waits before trying again. */
const HELD_SECONDS = 60;

/**
 * Looks at each letter of a queue once, also when it comes back at once, and deletes those for which `settle` answers
 * true. The others are there again when this ends.
 */
export const settleLetters = async (
  sqs: SQSClient,
  deadLetterUrl: string,
  settle: (letter: Message) => Promise<boolean>,
): Promise<void> => {
  const seen = new Set<string>();
  const left = new Map<string, Message>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetterUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HELD_SECONDS,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['DeadLetterQueueSourceArn', 'SentTimestamp'],
      }),
    );
    const unseen = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    for (const letter of unseen) {
      seen.add(letter.MessageId ?? '');
      if (await settle(letter))
        await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle: letter.ReceiptHandle }));
      else left.set(letter.MessageId ?? '', letter);
    }
    // Held until the end, so that they don't stand before those not yet seen.
    for (const letter of Messages) if (left.has(letter.MessageId ?? '')) left.set(letter.MessageId ?? '', letter);
    if (unseen.length === 0) break;
  }
  for (const { ReceiptHandle } of left.values())
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: deadLetterUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
};
