import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { systemClockAndIds } from '../../shared/adapters/clock/system-clock-and-ids.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient } from './aws-clients.ts';

const seconds = z.coerce.number().int().positive();
const env = z.object({
  DESK_TABLE: z.string().min(1),
  WATCH_MAILS_QUEUE_URL: z.string().min(1),
  LATE_SECONDS: seconds,
  GIVE_UP_SECONDS: seconds,
  SETTLE_SECONDS: seconds,
});

/**
 * Composition root of who looks whether mails have left. It can't send, and needs nothing that who sends needs but the
 * table.
 */
export const container = () => {
  const {
    DESK_TABLE: deskTable,
    WATCH_MAILS_QUEUE_URL: queueUrl,
    LATE_SECONDS: lateSeconds,
    GIVE_UP_SECONDS: giveUpSeconds,
    SETTLE_SECONDS: settleSeconds,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const clockAndIds = systemClockAndIds();
  return {
    log: powertoolsLog(),
    clockAndIds,
    patience: { lateSeconds, giveUpSeconds, settleSeconds },
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clockAndIds.now }),
    mails: dynamoMailRepository({ client, deskTable, backoff }),
    visibility: sqsQueueVisibility({ client: new SQSClient(clientDefaults), queueUrl }),
  };
};
