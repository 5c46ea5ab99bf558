import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { settleLetters } from './settle-letters.ts';
import { type FunctionWork, originOf } from './work-of-functions.ts';

export type LetterQueues = { readonly deadLetterUrls: readonly string[]; readonly works: readonly FunctionWork[] };
/** How many letters of a function there are; `oldest` is when the first of them was sent. */
export type LetterCount = { readonly letters: number; readonly oldest: Date };

/**
 * Counts the letters of each function by its name, and of nobody known under the empty one. Letters that a command held
 * when it was killed are missing for a minute.
 */
export const listLetters =
  (sqs: SQSClient) =>
  async ({ deadLetterUrls, works }: LetterQueues): Promise<ReadonlyMap<string, LetterCount>> => {
    const counts = new Map<string, LetterCount>();
    for (const url of deadLetterUrls)
      await settleLetters(sqs, url, async (letter) => {
        const name = originOf(works, letter)?.name ?? '';
        const sent = new Date(Number(letter.Attributes?.SentTimestamp ?? Date.now()));
        const before = counts.get(name) ?? { letters: 0, oldest: sent };
        counts.set(name, { letters: before.letters + 1, oldest: sent < before.oldest ? sent : before.oldest });
        return Promise.resolve(false);
      });
    return counts;
  };

/**
 * Sends each dead letter of a function to where it failed and deletes it then: one that is sent twice is known by its
 * consumer. Letters of others stay. Returns how many were sent.
 */
export const redriveLetters =
  (deps: { readonly sqs: SQSClient; readonly lambda: LambdaClient }) =>
  async ({ deadLetterUrls, works, name }: LetterQueues & { readonly name: string }): Promise<number> => {
    let sent = 0;
    for (const url of deadLetterUrls)
      await settleLetters(deps.sqs, url, async (letter) => {
        const origin = originOf(works, letter);
        if (origin?.name !== name || origin.kind === 'records') return false;
        if (origin.kind === 'function')
          await deps.lambda.send(
            new InvokeCommand({
              FunctionName: origin.arn,
              InvocationType: 'Event',
              Payload: JSON.stringify(origin.payload ?? {}),
            }),
          );
        else await deps.sqs.send(new SendMessageCommand({ QueueUrl: origin.url, MessageBody: letter.Body ?? '' }));
        sent += 1;
        return true;
      });
    return sent;
  };
