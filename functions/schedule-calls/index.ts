import { SchedulerClient } from '@aws-sdk/client-scheduler';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { eventBridgeCallScheduler } from '../../shared/adapters/scheduler/call-scheduler.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { scheduleCall } from '../../shared/application/calls/schedule-call.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import type { Log } from '../../shared/application/ports/platform.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';

/** The part of a call's event that scheduling reads. */
const newsSchema = z.object({
  metadata: z.object({ serviceId: z.string() }),
  data: z.object({
    number: z.number(),
    callId: z.string(),
    changes: z.object({ callAt: z.object({ before: z.string().optional() }).optional() }),
  }),
});

/** Queue of changed calls → keeps one schedule for each open call. A failed record is retried. */
export const createHandler = (deps: Parameters<typeof scheduleCall>[0] & { readonly log: Log }) => {
  const schedule = scheduleCall(deps);
  return processQueue(deps, async ({ body }) => {
    const {
      metadata: { serviceId },
      data: { number, callId, changes },
    } = newsSchema.parse(parseBusEvent(body).detail);
    const movedFrom = changes.callAt?.before;
    await schedule({ serviceId, number, callId, ...(movedFrom === undefined ? {} : { movedFrom }) });
  });
};

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SCHEDULE_GROUP: z.string().min(1),
  DUE_CALLS_QUEUE_ARN: z.string().min(1),
  DEAD_LETTERS_ARN: z.string().min(1),
  SCHEDULER_ROLE_ARN: z.string().min(1),
});

export const container = () => {
  const {
    DESK_TABLE: deskTable,
    SCHEDULE_GROUP: group,
    DUE_CALLS_QUEUE_ARN: queueArn,
    DEAD_LETTERS_ARN: deadLettersArn,
    SCHEDULER_ROLE_ARN: roleArn,
  } = env.parse(process.env);
  return {
    log: powertoolsLog(),
    calls: dynamoCallRepository({ client: documentClient(), deskTable, backoff: jitteredBackoff }),
    scheduler: eventBridgeCallScheduler({
      client: new SchedulerClient(clientDefaults),
      group,
      queueArn,
      deadLettersArn,
      roleArn,
      now: () => new Date(),
    }),
  };
};

export const handler = serve(container, createHandler);
