import { SchedulerClient } from '@aws-sdk/client-scheduler';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { eventBridgeCallScheduler } from '../../shared/adapters/scheduler/call-scheduler.ts';
import { scheduleCall } from '../../shared/application/calls/schedule-call.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
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

/** A changed call → keeps one schedule for each open call. One that fails is tried again, then a dead letter. */
export const createHandler = (deps: Parameters<typeof scheduleCall>[0]) => {
  const schedule = scheduleCall(deps);
  return async (given: unknown): Promise<void> => {
    const {
      metadata: { serviceId },
      data: { number, callId, changes },
    } = newsSchema.parse(parseBusEvent(given).detail);
    const movedFrom = changes.callAt?.before;
    await schedule({ serviceId, number, callId, ...(movedFrom === undefined ? {} : { movedFrom }) });
  };
};

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SCHEDULE_GROUP: z.string().min(1),
  RING_CALLS_ARN: z.string().min(1),
  DEAD_LETTERS_ARN: z.string().min(1),
  SCHEDULER_ROLE_ARN: z.string().min(1),
});

export const container = () => {
  const {
    DESK_TABLE: deskTable,
    SCHEDULE_GROUP: group,
    RING_CALLS_ARN: ringArn,
    DEAD_LETTERS_ARN: deadLettersArn,
    SCHEDULER_ROLE_ARN: roleArn,
  } = env.parse(process.env);
  return {
    calls: dynamoCallRepository({ client: documentClient(), deskTable, backoff: jitteredBackoff }),
    scheduler: eventBridgeCallScheduler({
      client: new SchedulerClient(clientDefaults),
      group,
      ringArn,
      deadLettersArn,
      roleArn,
      now: () => new Date(),
    }),
  };
};

export const handler = serve(container, createHandler);
