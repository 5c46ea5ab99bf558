import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { forEachAtMost } from '../../shared/application/live/at-most.ts';
import { pushHint } from '../../shared/application/live/push-hint.ts';

const HINTS_AT_ONCE = 4;

/** Queue of events → a hint to every open console of their service, and to a call's owner that it is due. */
export const createHandler = (deps: Parameters<typeof pushHint>[0]) => {
  const push = pushHint(deps);
  return async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    await forEachAtMost(HINTS_AT_ONCE, Records, async ({ messageId, body }) => {
      try {
        await push(parseBusEvent(body));
      } catch (cause) {
        deps.log.error('record_failed', { messageId, cause });
        failed.push(messageId);
      }
    });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};
