import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import { triggerChecks } from '../../shared/adapters/patterns/trigger-checks.ts';
import { parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import { stopOutdated, type StopOutdatedDeps } from '../../shared/application/triggers/stop-outdated.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, loadedLater, serve } from '../lambda.ts';

/**
 * A changed agent, group, category or field → stops triggers that name what is gone, and tells administrators. One that
 * fails is tried again.
 */
export const createHandler = (deps: StopOutdatedDeps) => {
  const stop = stopOutdated(deps);
  return async (given: unknown): Promise<void> => {
    const { serviceId, correlationId } = parseDeskEvent(given).detail.metadata;
    await stop(serviceId, correlationId);
  };
};

const env = z.object({ DESK_TABLE: z.string().min(1), SESSIONS_TABLE: z.string().min(1), LIVE_ENDPOINT: z.url() });

export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable, LIVE_ENDPOINT } = env.parse(process.env);
  const client = documentClient();
  const on = { client, deskTable, backoff: jitteredBackoff };
  return {
    log: powertoolsLog(),
    clock: systemClockAndIds(),
    directory: dynamoDeskDirectory(on),
    definitions: dynamoFieldRepository(on),
    triggers: dynamoTriggerRepository(on),
    checks: triggerChecks,
    connections: dynamoConnectionStore({ client, sessionsTable, backoff: jitteredBackoff }),
    // Most changes take nothing away that a trigger names.
    push: loadedLater(async () => (await import('../live-push.ts')).livePush(LIVE_ENDPOINT), ['send']),
  };
};

export const handler = serve(container, createHandler);
