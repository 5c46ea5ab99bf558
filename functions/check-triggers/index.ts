import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import { linearPatterns } from '../../shared/adapters/patterns/linear-patterns.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import { stopOutdated, type StopOutdatedDeps } from '../../shared/application/triggers/stop-outdated.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';

/** Queue of changed agents, groups, categories and fields → stops triggers that name what is gone. */
export const createHandler = (deps: StopOutdatedDeps) => {
  const stop = stopOutdated(deps);
  return processQueue(deps, async ({ body }) => {
    const { serviceId, correlationId } = parseDeskEvent(body).detail.metadata;
    await stop(serviceId, correlationId);
  });
};

const env = z.object({ DESK_TABLE: z.string().min(1) });

export const container = () => {
  const { DESK_TABLE: deskTable } = env.parse(process.env);
  const on = { client: documentClient(), deskTable, backoff: jitteredBackoff };
  return {
    log: powertoolsLog(),
    clock: systemClockAndIds(),
    directory: dynamoDeskDirectory(on),
    definitions: dynamoFieldRepository(on),
    triggers: dynamoTriggerRepository(on),
    patterns: linearPatterns,
  };
};

export const handler = serve(container, createHandler);
