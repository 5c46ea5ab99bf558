import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFiguresStore } from '../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoProjectionStore } from '../../shared/adapters/dynamodb/projection-store.ts';
import { dynamoStarStore } from '../../shared/adapters/dynamodb/star-store.ts';
import { timeZones } from '../../shared/application/live/time-zones.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient } from './aws-clients.ts';
import { livePush } from './live-push.ts';

const env = z.object({
  DESK_TABLE: z.string().min(1),
  VIEWS_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  LIVE_ENDPOINT: z.url(),
});

/** Composition root of the figures, and of the marks that follow their tickets. */
export const container = () => {
  const {
    DESK_TABLE: deskTable,
    VIEWS_TABLE: viewsTable,
    SESSIONS_TABLE: sessionsTable,
    LIVE_ENDPOINT,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const now = () => new Date();
  return {
    log: powertoolsLog(),
    now,
    backoff,
    projections: dynamoProjectionStore({ client, viewsTable }),
    figures: dynamoFiguresStore({ client, viewsTable, backoff }),
    importantTickets: dynamoStarStore({ client, deskTable, backoff }),
    connections: dynamoConnectionStore({ client, sessionsTable }),
    timeZoneOf: timeZones({ directory: dynamoDeskDirectory({ client, deskTable }), now }),
    push: livePush(LIVE_ENDPOINT),
  };
};
