import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDistributionRepository } from '../../shared/adapters/dynamodb/distribution-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { distribute, distributeAll, type Distributed } from '../../shared/application/distribution/distribute.ts';
import { groupsWokenByDesk, groupsWokenByTicket } from '../../shared/application/distribution/woken-groups.ts';
import { isOfDesk, parseBusEvent, parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import type { QueueVisibility } from '../../shared/application/ports/platform.ts';
import type { GroupPlace } from '../../shared/domain/distribution/waiting-ticket.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';

/** Milliseconds reserved at the end of a run for work that has begun. */
const RESERVE = 15_000;

type Deps = Parameters<typeof distribute>[0] &
  Parameters<typeof groupsWokenByTicket>[0] & { readonly visibility: QueueVisibility };

/** What a schedule puts into the queue: to look at all groups in which a ticket waits. */
const lookSchema = z.object({ look: z.literal('all') });

/**
 * Queue of events after which a waiting ticket may find its agent, and of a look at all groups once a minute → hands out
 * the waiting tickets of those groups. Each group of a batch is woken once.
 */
export const createHandler = (deps: Deps) => {
  const hand = distribute(deps);
  const all = distributeAll(deps);
  const ofTicket = groupsWokenByTicket(deps);
  const ofDesk = groupsWokenByDesk(deps);
  return (queued: Pick<SQSEvent, 'Records'>, context: Pick<Context, 'getRemainingTimeInMillis'>) => {
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE;
    const begun = new Map<string, Promise<Distributed>>();
    const once = (place: GroupPlace): Promise<Distributed> => {
      const key = JSON.stringify([place.serviceId, place.groupId]);
      const running = begun.get(key) ?? hand(place, hasTime);
      begun.set(key, running);
      return running;
    };
    return processQueue({ ...deps, concurrency: queued.Records.length }, async ({ body, receiptHandle }) => {
      if (lookSchema.safeParse(JSON.parse(body)).success) return all(hasTime);
      const places = await (isOfDesk(body) ? ofDesk(parseDeskEvent(body)) : ofTicket(parseBusEvent(body)));
      if (!(await Promise.all(places.map(once))).includes('again')) return undefined;
      await deps.visibility.postpone(receiptHandle, 0);
      return 'again';
    })(queued);
  };
};

const env = z.object({ DESK_TABLE: z.string().min(1), WAITING_QUEUE_URL: z.string().min(1) });

export const container = () => {
  const { DESK_TABLE: deskTable, WAITING_QUEUE_URL: queueUrl } = env.parse(process.env);
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
    visibility: sqsQueueVisibility({ client: new SQSClient(clientDefaults), queueUrl }),
  };
};

export const handler = serve(container, createHandler);
