import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { sqsQueueVisibility } from '../../../../shared/adapters/sqs/queue-visibility.ts';

it.each([
  [61.2, 62],
  [0, 0],
  [-5, 0],
  [100_000, 43_200],
])('rests a message %s seconds as %i', async (seconds, timeout) => {
  const sqs = mockClient(SQSClient);
  sqs.on(ChangeMessageVisibilityCommand).resolves({});
  await sqsQueueVisibility({ client: new SQSClient({ region: 'eu-west-1' }), queueUrl: 'https://queue' }).postpone(
    'handle',
    seconds,
  );
  expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]!.args[0].input).toEqual({
    QueueUrl: 'https://queue',
    ReceiptHandle: 'handle',
    VisibilityTimeout: timeout,
  });
});

it.each([
  [61.2, 62],
  [7200, 900],
])('puts a copy of a message into its queue that waits %s seconds as %i', async (seconds, delay) => {
  const sqs = mockClient(SQSClient);
  sqs.on(SendMessageCommand).resolves({});
  await sqsQueueVisibility({ client: new SQSClient({ region: 'eu-west-1' }), queueUrl: 'https://queue' }).repeat(
    'body',
    seconds,
  );
  expect(sqs.commandCalls(SendMessageCommand)[0]!.args[0].input).toEqual({
    QueueUrl: 'https://queue',
    MessageBody: 'body',
    DelaySeconds: delay,
  });
});
