import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { eraseTicket } from '../../shared/application/tickets/erase-ticket.ts';

/** Queue of deletions → nothing of what was said is left. A record that fails comes again, then lies among the dead letters. */
export const createHandler = (deps: Parameters<typeof eraseTicket>[0]) => {
  const erase = eraseTicket(deps);
  const eraseRecord = async (body: string): Promise<void> => {
    const { event, detail: { metadata, data } } = parseBusEvent(body);
    if (event.fact !== 'ticket_deleted') throw new Error(`Nothing is erased for ${event.detailType}`);
    await erase(metadata.serviceId, data.number);
  };
  return async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body } of Records) {
      try {
        await eraseRecord(body);
      } catch (cause) {
        deps.log.error('record_failed', { messageId, cause });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
};
