import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import { triggerChecks } from '../../shared/adapters/patterns/trigger-checks.ts';
import { parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import { stopOutdated, type StopOutdatedDeps } from '../../shared/application/triggers/stop-outdated.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';

/** A changed agent, group, category or field → stops triggers that name what is gone. One that fails is tried again. */
export const createHandler = (deps: StopOutdatedDeps) => {
  const stop = stopOutdated(deps);
  return async (given: unknown): Promise<void> => {
    const { serviceId, correlationId } = parseDeskEvent(given).detail.metadata;
    await stop(serviceId, correlationId);
  };
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
    checks: triggerChecks,
  };
};

export const handler = serve(container, createHandler);
