import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoEscalationRepository } from '../../shared/adapters/dynamodb/escalation-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { settleEscalations, type SettleEscalationDeps } from '../../shared/application/transfers/settle-escalation.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, loadedLater, serve } from '../lambda.ts';

/** Queue of events of tickets that were escalated, and of issue tickets → brings both sides to where they belong. */
export const createHandler = (deps: SettleEscalationDeps) => {
  const settle = settleEscalations(deps);
  return processQueue(deps, ({ body }) => {
    const { metadata, data } = parseBusEvent(body).detail;
    const { serviceId, correlationId } = metadata;
    return settle({ serviceId, number: data.number, correlationId });
  });
};

const env = z.object({ DESK_TABLE: z.string().min(1), ATTACHMENTS_BUCKET: z.string().min(1) });

export const container = () => {
  const { DESK_TABLE: deskTable, ATTACHMENTS_BUCKET: bucket } = env.parse(process.env);
  const client = documentClient();
  const clock = systemClockAndIds();
  const backoff = jitteredBackoff;
  return {
    log: powertoolsLog(),
    clock,
    backoff,
    directory: dynamoDeskDirectory({ client, deskTable }),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clock.now }),
    escalations: dynamoEscalationRepository({ client, deskTable, backoff }),
    bucket: loadedLater(async () => (await import('../later/attachment-files.ts')).attachmentFiles(bucket), ['copy']),
  };
};

export const handler = serve(container, createHandler);
