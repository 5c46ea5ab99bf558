import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoPresenceStore } from '../../shared/adapters/dynamodb/presence-store.ts';
import { parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import { endConnections } from '../../shared/application/live/end-connections.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';
import { connectionCloser, livePush } from '../live-push.ts';

/** A changed agent → closes their consoles when they lost access. One that fails is tried again, then a dead letter. */
export const createHandler = (deps: Parameters<typeof endConnections>[0]) => {
  const end = endConnections(deps);
  return async (given: unknown): Promise<void> => {
    const {
      event,
      detail: { metadata, data },
    } = parseDeskEvent(given);
    if (event.fact !== 'agent_changed') throw new Error(`No connection ends for ${event.detailType}`);
    await end(metadata.serviceId, data.subject.id);
  };
};

const env = z.object({ DESK_TABLE: z.string().min(1), SESSIONS_TABLE: z.string().min(1), LIVE_ENDPOINT: z.url() });

export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable, LIVE_ENDPOINT } = env.parse(process.env);
  const client = documentClient();
  return {
    log: powertoolsLog(),
    now: () => new Date(),
    push: livePush(LIVE_ENDPOINT),
    closer: connectionCloser(LIVE_ENDPOINT),
    directory: dynamoDeskDirectory({ client, deskTable }),
    connections: dynamoConnectionStore({ client, sessionsTable, backoff: jitteredBackoff }),
    presence: dynamoPresenceStore({ client, sessionsTable }),
  };
};

export const handler = serve(container, createHandler);
