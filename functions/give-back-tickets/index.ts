import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDepartureRepository } from '../../shared/adapters/dynamodb/departure-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { departuresOf } from '../../shared/application/departures/departures-of.ts';
import { parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import type { QueueVisibility } from '../../shared/application/ports/platform.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';
import { livePush } from '../live-push.ts';

/** Milliseconds reserved at the end of a run for work that has begun and for notifying administrators. */
const RESERVE = 15_000;

type Deps = Parameters<typeof departuresOf>[0] & { readonly visibility: QueueVisibility };

/**
 * Queue of changed agents and settings → gives back the open tickets of agents who left. Work that does not fit into
 * one run continues in the next.
 */
export const createHandler = (deps: Deps) => {
  const settle = departuresOf(deps);
  return (queued: Pick<SQSEvent, 'Records'>, context: Pick<Context, 'getRemainingTimeInMillis'>) =>
    processQueue(deps, async ({ body, receiptHandle }) => {
      const outcome = await settle(parseDeskEvent(body), () => context.getRemainingTimeInMillis() > RESERVE);
      if (outcome.kind === 'done') return undefined;
      await deps.visibility.postpone(receiptHandle, outcome.seconds);
      return 'again';
    })(queued);
};

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  LIVE_ENDPOINT: z.url(),
  LEAVERS_QUEUE_URL: z.string().min(1),
  LOOK_AGAIN_SECONDS: z.coerce.number().int().nonnegative(),
});

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
    connections: dynamoConnectionStore({ client, sessionsTable, backoff: jitteredBackoff }),
    visibility: sqsQueueVisibility({ client: new SQSClient(clientDefaults), queueUrl }),
  };
};

export const handler = serve(container, createHandler);
