import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoTimePoints } from '../../shared/adapters/dynamodb/time-points.ts';
import { dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import { sqsTriggerWakes } from '../../shared/adapters/sqs/trigger-wakes.ts';
import { findDueTimes, type FindDueTimesDeps } from '../../shared/application/triggers/find-due-times.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';

/**
 * Once a minute: has those tickets evaluated for which the time of a trigger has come. Throws at the end when a service
 * failed, so that the alarm is raised; the next run does what is left.
 */
export const createHandler = (deps: FindDueTimesDeps) => {
  const find = findDueTimes(deps);
  return async (): Promise<void> => {
    const { services, failed } = await find();
    if (failed > 0) throw new Error(`Due times of ${failed} of ${services} services could not be found`);
  };
};

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  TRIGGERS_QUEUE_URL: z.string().min(1),
});

export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable, TRIGGERS_QUEUE_URL: queueUrl } = env.parse(process.env);
  const client = documentClient();
  const clock = systemClockAndIds();
  return {
    log: powertoolsLog(),
    clock,
    triggers: dynamoTriggerRepository({ client, deskTable, backoff: jitteredBackoff }),
    points: dynamoTimePoints({ client, sessionsTable, now: clock.now }),
    wakes: sqsTriggerWakes({ client: new SQSClient(clientDefaults), queueUrl, backoff: jitteredBackoff }),
  };
};

export const handler = serve(container, createHandler);
