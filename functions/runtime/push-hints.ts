import * as z from 'zod';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient } from './aws-clients.ts';
import { livePush } from './live-push.ts';

const env = z.object({ SESSIONS_TABLE: z.string().min(1), LIVE_ENDPOINT: z.url() });

/** Composition root of the hints to consoles. */
export const container = () => {
  const { SESSIONS_TABLE: sessionsTable, LIVE_ENDPOINT } = env.parse(process.env);
  return { log: powertoolsLog(), now: () => new Date(), connections: dynamoConnectionStore({ client: documentClient(), sessionsTable }), push: livePush(LIVE_ENDPOINT) };
};
