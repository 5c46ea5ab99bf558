import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoPresenceStore } from '../../shared/adapters/dynamodb/presence-store.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient } from './aws-clients.ts';

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  LIVE_URL: z.url({ protocol: /^wss?$/ }),
});

/**
 * Composition root of the operations for live connections: connect tickets of 256 random bits each, and who is present.
 */
export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable, LIVE_URL: liveUrl } = env.parse(process.env);
  const client = documentClient();
  return {
    log: powertoolsLog(),
    now: () => new Date(),
    liveUrl,
    newTicket: () => randomBytes(32).toString('base64url'),
    directory: dynamoDeskDirectory({ client, deskTable }),
    connections: dynamoConnectionStore({ client, sessionsTable }),
    presence: dynamoPresenceStore({ client, sessionsTable }),
  };
};
