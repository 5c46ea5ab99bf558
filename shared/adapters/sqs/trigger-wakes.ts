import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FindDueTimesDeps } from '../../application/triggers/find-due-times.ts';
import type { Backoff } from '../../application/ports/platform.ts';

/** What SQS takes at once. */
const BATCH = 10;
/** How often what SQS did not take is given to it. */
const TRIES = 8;

/** Puts due times into the queue of the evaluation, as `{ time }`. Throws when SQS does not take one. */
export const sqsTriggerWakes = ({
  client,
  queueUrl,
  backoff,
}: {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly backoff: Backoff;
}): FindDueTimesDeps['wakes'] => ({
  async wake(due) {
    for (let start = 0; start < due.length; start += BATCH) {
      let left = due
        .slice(start, start + BATCH)
        .map((time, index) => ({ Id: String(index), MessageBody: JSON.stringify({ time }) }));
      for (let attempt = 1; left.length > 0; attempt += 1) {
        if (attempt > TRIES) throw new Error(`SQS did not take ${left.length} due times in ${TRIES} tries`);
        if (attempt > 1) await backoff(attempt - 1);
        const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left }));
        const failed = new Set(Failed.map(({ Id }) => Id));
        left = left.filter(({ Id }) => failed.has(Id));
      }
    }
  },
});
