import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoAutomationRepository } from '../../shared/adapters/dynamodb/automation-repository.ts';
import { dynamoDeletedTicketRows } from '../../shared/adapters/dynamodb/deleted-ticket-rows.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { s3FileRemains } from '../../shared/adapters/s3/file-stores.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { eraseTicket } from '../../shared/application/tickets/erase-ticket.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';

/**
 * Queue of deletions → erases the texts and files of deleted tickets. A failed record is retried, then goes to the
 * dead-letter queue.
 */
export const createHandler = (deps: Parameters<typeof eraseTicket>[0]) => {
  const erase = eraseTicket(deps);
  return processQueue(deps, async ({ body }) => {
    const {
      event,
      detail: { metadata, data },
    } = parseBusEvent(body);
    if (event.fact !== 'ticket_deleted') throw new Error(`Nothing is erased for ${event.detailType}`);
    await erase(metadata.serviceId, data.number);
  });
};

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
});

export const container = () => {
  const {
    DESK_TABLE: deskTable,
    SESSIONS_TABLE: sessionsTable,
    ATTACHMENTS_BUCKET: bucket,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const now = () => new Date();
  return {
    log: powertoolsLog(),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now }),
    automation: dynamoAutomationRepository({ client, sessionsTable, backoff, now }),
    rows: dynamoDeletedTicketRows({ client, deskTable, backoff }),
    files: s3FileRemains({ client: new S3Client(clientDefaults), bucket }),
  };
};

export const handler = serve(container, createHandler);
