import * as z from 'zod';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoPresenceStore } from '../../shared/adapters/dynamodb/presence-store.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient } from './aws-clients.ts';
import { liveEnding, livePush } from './live-push.ts';

const env = z.object({ SESSIONS_TABLE: z.string().min(1), LIVE_ENDPOINT: z.url() });

/** Composition root of what consoles say over their connections: it admits nobody. */
export const container = () => {
  const { SESSIONS_TABLE: sessionsTable, LIVE_ENDPOINT } = env.parse(process.env);
  const client = documentClient();
  return {
    log: powertoolsLog(),
    now: () => new Date(),
    push: livePush(LIVE_ENDPOINT),
    ending: liveEnding(LIVE_ENDPOINT),
    connections: dynamoConnectionStore({ client, sessionsTable }),
    presence: dynamoPresenceStore({ client, sessionsTable }),
  };
};
