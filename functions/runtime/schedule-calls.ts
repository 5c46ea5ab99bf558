import { SchedulerClient } from '@aws-sdk/client-scheduler';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { eventBridgeCallScheduler } from '../../shared/adapters/scheduler/call-scheduler.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient } from './aws-clients.ts';

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SCHEDULE_GROUP: z.string().min(1),
  DUE_CALLS_QUEUE_ARN: z.string().min(1),
  DEAD_LETTERS_ARN: z.string().min(1),
  SCHEDULER_ROLE_ARN: z.string().min(1),
});

/** Composition root of the schedules of reserved calls. */
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
