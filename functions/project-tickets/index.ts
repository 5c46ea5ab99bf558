import * as z from 'zod';
import { jitteredBackoff, systemWait } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFiguresStore } from '../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoProjectionStore } from '../../shared/adapters/dynamodb/projection-store.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { processStream } from '../../shared/adapters/dynamodb/process-stream.ts';
import { ticketChangeFromRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { atAPace } from '../../shared/application/live/at-a-pace.ts';
import { forEachAtMost } from '../../shared/application/live/at-most.ts';
import { followImportant } from '../../shared/application/live/follow-important.ts';
import { isTicketChange, projectTickets } from '../../shared/application/live/project-tickets.ts';
import { pushChanges } from '../../shared/application/live/push-changes.ts';
import { timeZones } from '../../shared/application/live/time-zones.ts';
import type { FailedRecords } from '../../shared/application/ports/events.ts';
import type { Wait } from '../../shared/application/ports/platform.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, loadedLater, serve } from '../lambda.ts';
import { livePush } from '../live-push.ts';

const SERVICES_AT_ONCE = 4;
/**
 * Changes are counted and pushed at most so often, in milliseconds. A change alone is pushed at once; the records of
 * many wait in the stream meanwhile and are counted in one transaction and told in one message.
 */
const PACE = 1000;
/** So many records have gathered enough: a backlog is worked off without waiting. */
const MANY = 50;

/**
 * Stream batch → updates projections and counters, tells the consoles of each service concerned what changed, then
 * updates the rows of agents who marked a ticket as important. If a ticket's rows can't be updated, the batch is
 * retried from that record; its figures are already counted.
 */
export const createHandler = (
  deps: Parameters<typeof projectTickets>[0] &
    Parameters<typeof pushChanges>[0] &
    Parameters<typeof followImportant>[0] & { readonly wait: Wait; readonly failedRecords: FailedRecords },
) => {
  const beginning = atAPace(PACE, deps);
  const project = projectTickets(deps);
  const push = pushChanges(deps);
  const follow = followImportant(deps);
  const work = processStream(deps, ticketChangeFromRecord, async (changes) => {
    const changed = changes.filter(isTicketChange);
    const counted = await project(changed);
    deps.log.info('figures_projected', {
      changes: changes.length,
      services: counted.map(({ serviceId }) => serviceId),
    });
    await forEachAtMost(SERVICES_AT_ONCE, counted, push);
    const failed = (await follow(changed)).map((position) => changes.indexOf(changed[position]!));
    return { count: Math.min(changes.length, ...failed), unfit: false };
  });
  return async (batch: Parameters<typeof work>[0]) => {
    if (batch.Records.length < MANY) await beginning();
    return work(batch);
  };
};

const env = z.object({
  DESK_TABLE: z.string().min(1),
  VIEWS_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  LIVE_ENDPOINT: z.url(),
  FAILED_RECORDS: z.string().min(1),
});

export const container = () => {
  const {
    DESK_TABLE: deskTable,
    VIEWS_TABLE: viewsTable,
    SESSIONS_TABLE: sessionsTable,
    LIVE_ENDPOINT,
    FAILED_RECORDS,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const now = () => new Date();
  return {
    log: powertoolsLog(),
    now,
    wait: systemWait,
    backoff,
    projections: dynamoProjectionStore({ client, viewsTable, backoff }),
    figures: dynamoFiguresStore({ client, viewsTable, backoff }),
    importantTickets: dynamoImportantTickets({ client, deskTable, backoff }),
    connections: dynamoConnectionStore({ client, sessionsTable, backoff }),
    timeZoneOf: timeZones({ directory: dynamoDeskDirectory({ client, deskTable }), now }),
    push: livePush(LIVE_ENDPOINT),
    failedRecords: loadedLater(
      async () => (await import('../later/failed-records.ts')).failedRecords(FAILED_RECORDS),
      ['setAside'],
    ),
  };
};

export const handler = serve(container, createHandler);
