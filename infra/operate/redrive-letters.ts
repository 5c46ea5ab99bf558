import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';

export type Redriven = { readonly sent: number; readonly left: number };
export type Letters = {
  readonly deadLetterUrl: string;
  /** The queue that the letters came from; without it they tell themselves which function they failed in. */
  readonly sourceUrl?: string | undefined;
};

/** Seconds; longer than sending ten letters takes, shorter than an operator waits before trying again. */
const HELD_SECONDS = 60;

/** What Lambda sends to a failure destination of asynchronous invocations. */
const failedInvocation = z.object({
  requestContext: z.object({ functionArn: z.string().min(1) }),
  requestPayload: z.unknown(),
});

/** How EventBridge Scheduler names a function that it could not call; the letter's body is what it had for it. */
const calledFunction = z.string().regex(/^arn:aws[a-z-]*:lambda:/);

/** The function that a letter says it failed in, and what that was given; undefined for a letter that holds neither. */
const invocationOf = ({
  Body = '',
  MessageAttributes,
}: Message): { readonly functionArn: string; readonly payload: unknown } | undefined => {
  const body = jsonOf(Body);
  const target = calledFunction.safeParse(MessageAttributes?.['TARGET_ARN']?.StringValue);
  if (target.success) return { functionArn: target.data, payload: body };
  const letter = failedInvocation.safeParse(body);
  if (!letter.success || letter.data.requestPayload === undefined) return undefined;
  return { functionArn: letter.data.requestContext.functionArn, payload: letter.data.requestPayload };
};

/**
 * Sends each dead letter to where it failed and deletes it then: one that is sent twice is known by its consumer. A
 * letter that says neither is left where it is.
 */
export const redriveLetters =
  (deps: { readonly sqs: SQSClient; readonly lambda: LambdaClient }) =>
  ({ deadLetterUrl, sourceUrl }: Letters): Promise<Redriven> =>
    settleLetters(deps.sqs, deadLetterUrl, async (letter) => {
      const { Body = '', MessageAttributes } = letter;
      if (sourceUrl !== undefined) {
        await deps.sqs.send(
          new SendMessageCommand({
            QueueUrl: sourceUrl,
            MessageBody: Body,
            ...(MessageAttributes ? { MessageAttributes } : {}),
          }),
        );
        return true;
      }
      const invocation = invocationOf(letter);
      if (!invocation) return false;
      await deps.lambda.send(
        new InvokeCommand({
          FunctionName: invocation.functionArn,
          InvocationType: 'Event',
          Payload: JSON.stringify(invocation.payload ?? {}),
        }),
      );
      return true;
    });

/**
 * Deletes the letters of a queue for which `settle` answers true. Each is looked at once, also when it comes back at
 * once.
 */
export const settleLetters = async (
  sqs: SQSClient,
  deadLetterUrl: string,
  settle: (letter: Message) => Promise<boolean>,
): Promise<Redriven> => {
  const seen = new Set<string>();
  const left = new Map<string, Message>();
  let sent = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetterUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HELD_SECONDS,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
      }),
    );
    const unseen = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    for (const letter of unseen) {
      seen.add(letter.MessageId ?? '');
      if (await settle(letter)) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle: letter.ReceiptHandle }));
        sent += 1;
      } else left.set(letter.MessageId ?? '', letter);
    }
    // Held until the end, so that they don't stand before those not yet seen.
    for (const letter of Messages) if (left.has(letter.MessageId ?? '')) left.set(letter.MessageId ?? '', letter);
    if (unseen.length === 0) break;
  }
  for (const { ReceiptHandle } of left.values())
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: deadLetterUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
  return { sent, left: left.size };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
