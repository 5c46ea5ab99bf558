import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { ringCall } from '../../shared/application/calls/ring-call.ts';
import type { QueueVisibility } from '../../shared/application/ports/queue-visibility.ts';

/** What a schedule puts into the queue. */
const ringSchema = z.object({ serviceId: z.string().min(1), number: z.int().positive(), callId: z.string().min(1), at: z.iso.datetime() });

type Deps = Parameters<typeof ringCall>[0] & { readonly visibility: QueueVisibility };

/** Queue of due calls → the fact that tells of each. A record that came early rests until its time, one that failed comes again. */
export const createHandler = (deps: Deps) => {
  const ring = ringCall(deps);
  const ringRecord = async ({ body, receiptHandle }: SQSEvent['Records'][number]): Promise<boolean> => {
    const outcome = await ring(ringSchema.parse(JSON.parse(body)));
    if (outcome.kind === 'later') await deps.visibility.postpone(receiptHandle, outcome.seconds);
    return outcome.kind === 'done';
  };
  return async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of Records) {
      try {
        if (!(await ringRecord(record))) batchItemFailures.push({ itemIdentifier: record.messageId });
      } catch (cause) {
        deps.log.error('record_failed', { messageId: record.messageId, cause });
        batchItemFailures.push({ itemIdentifier: record.messageId });
      }
    }
    return { batchItemFailures };
  };
};
