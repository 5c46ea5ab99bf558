import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { systemClockAndIds } from '../../shared/adapters/clock/system-clock-and-ids.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient } from './aws-clients.ts';

const env = z.object({ DESK_TABLE: z.string().min(1), DUE_CALLS_QUEUE_URL: z.string().min(1) });

/** Composition root of what happens when a reserved call is due. */
export const container = () => {
  const { DESK_TABLE: deskTable, DUE_CALLS_QUEUE_URL: queueUrl } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const clock = systemClockAndIds();
  return {
    log: powertoolsLog(),
    clock,
    backoff,
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clock.now }),
    calls: dynamoCallRepository({ client, deskTable, backoff }),
    visibility: sqsQueueVisibility({ client: new SQSClient(clientDefaults), queueUrl }),
  };
};
