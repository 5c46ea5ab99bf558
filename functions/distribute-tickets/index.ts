import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDistributionRepository } from '../../shared/adapters/dynamodb/distribution-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { distribute, distributeAll } from '../../shared/application/distribution/distribute.ts';
import { groupsWokenByDesk, groupsWokenByTicket } from '../../shared/application/distribution/woken-groups.ts';
import { isOfDesk, parseBusEvent, parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';

/** Milliseconds reserved at the end of a run for work that has begun. */
const RESERVE = 15_000;

/** What a schedule gives: to look at all groups in which a ticket waits. */
const lookSchema = z.object({ look: z.literal('all') });

type Deps = Parameters<typeof distribute>[0] & Parameters<typeof groupsWokenByTicket>[0];

/**
 * An event after which a waiting ticket may find its agent → hands out the waiting tickets of its groups; once a minute
 * those of all groups in which a ticket waits. What time is too short for waits for the next minute.
 */
export const createHandler = (deps: Deps) => {
  const hand = distribute(deps);
  const all = distributeAll(deps);
  const ofTicket = groupsWokenByTicket(deps);
  const ofDesk = groupsWokenByDesk(deps);
  return async (given: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE;
    if (lookSchema.safeParse(given).success) return all(hasTime);
    const places = await (isOfDesk(given) ? ofDesk(parseDeskEvent(given)) : ofTicket(parseBusEvent(given)));
    for (const place of places) await hand(place, hasTime);
  };
};

const env = z.object({ DESK_TABLE: z.string().min(1) });

export const container = () => {
  const { DESK_TABLE: deskTable } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const clock = systemClockAndIds();
  return {
    clock,
    backoff,
    log: powertoolsLog(),
    random: Math.random,
    directory: dynamoDeskDirectory({ client, deskTable }),
    distribution: dynamoDistributionRepository({ client, deskTable, backoff }),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clock.now }),
  };
};

export const handler = serve(container, createHandler);
