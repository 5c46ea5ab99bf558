import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient } from './aws-clients.ts';
import { livePush } from './live-push.ts';

const env = z.object({ DESK_TABLE: z.string().min(1), SESSIONS_TABLE: z.string().min(1), LIVE_ENDPOINT: z.url() });

/** Composition root of the hints to consoles. */
export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable, LIVE_ENDPOINT } = env.parse(process.env);
  const client = documentClient();
  return {
    log: powertoolsLog(),
    now: () => new Date(),
    connections: dynamoConnectionStore({ client, sessionsTable }),
    push: livePush(LIVE_ENDPOINT),
    calls: dynamoCallRepository({ client, deskTable, backoff: jitteredBackoff }),
  };
};
