import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { systemClockAndIds } from '../../shared/adapters/clock/system-clock-and-ids.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDepartureRepository } from '../../shared/adapters/dynamodb/departure-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient } from './aws-clients.ts';
import { livePush } from './live-push.ts';

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  LIVE_ENDPOINT: z.url(),
  LEAVERS_QUEUE_URL: z.string().min(1),
  LOOK_AGAIN_SECONDS: z.coerce.number().int().nonnegative(),
});

/** Composition root of giving back what leavers had. */
export const container = () => {
  const {
    DESK_TABLE: deskTable,
    SESSIONS_TABLE: sessionsTable,
    LIVE_ENDPOINT,
    LEAVERS_QUEUE_URL: queueUrl,
    LOOK_AGAIN_SECONDS: lookAgainSeconds,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const clock = systemClockAndIds();
  return {
    log: powertoolsLog(),
    clock,
    backoff,
    lookAgainSeconds,
    push: livePush(LIVE_ENDPOINT),
    directory: dynamoDeskDirectory({ client, deskTable }),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clock.now }),
    departures: dynamoDepartureRepository({ client, deskTable }),
    calls: dynamoCallRepository({ client, deskTable, backoff }),
    connections: dynamoConnectionStore({ client, sessionsTable }),
    visibility: sqsQueueVisibility({ client: new SQSClient(clientDefaults), queueUrl }),
  };
};
