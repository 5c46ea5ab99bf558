import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { ringCall } from '../../shared/application/calls/ring-call.ts';
import type { QueueVisibility } from '../../shared/application/ports/platform.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';

/** The message that a schedule sends to the queue. */
const ringSchema = z.object({
  serviceId: z.string().min(1),
  number: z.int().positive(),
  callId: z.string().min(1),
  at: z.iso.datetime(),
});

type Deps = Parameters<typeof ringCall>[0] & { readonly visibility: QueueVisibility };

/**
 * Queue of due calls → records that each call is due. A record that came early is postponed until its time; a failed
 * one is retried.
 */
export const createHandler = (deps: Deps) => {
  const ring = ringCall(deps);
  return processQueue(deps, async ({ body, receiptHandle }) => {
    const outcome = await ring(ringSchema.parse(JSON.parse(body)));
    if (outcome.kind === 'done') return undefined;
    await deps.visibility.postpone(receiptHandle, outcome.seconds);
    return 'again';
  });
};

const env = z.object({ DESK_TABLE: z.string().min(1), DUE_CALLS_QUEUE_URL: z.string().min(1) });

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

export const handler = serve(container, createHandler);
