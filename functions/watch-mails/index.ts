import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { waitInQueue } from '../../shared/adapters/sqs/wait-in-queue.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { parseMailOrder } from '../../shared/application/events/parse-bus-event.ts';
import { watchMail, type WatchMailDeps } from '../../shared/application/mail/watch-mail.ts';
import type { QueueWaits } from '../../shared/application/ports/platform.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';

type Deps = WatchMailDeps & {
  readonly visibility: QueueWaits;
  /** How often the queue delivers a message. */
  readonly tries: number;
};

/**
 * Queue of mail orders, each delayed by a minute → records on the ticket that its mail is late or has failed. A mail
 * that still waits is checked again later.
 */
export const createHandler = (deps: Deps) => {
  const watch = watchMail(deps);
  return processQueue(deps, async (record) => {
    const toldAt = new Date(Number(record.attributes.SentTimestamp));
    const outcome = await watch({ ...parseMailOrder(record.body), toldAt });
    if (outcome.kind === 'done') return undefined;
    return waitInQueue(deps.visibility, record, { seconds: outcome.seconds, tries: deps.tries });
  });
};

const seconds = z.coerce.number().int().positive();
const env = z.object({
  DESK_TABLE: z.string().min(1),
  WATCH_MAILS_QUEUE_URL: z.string().min(1),
  LATE_SECONDS: seconds,
  GIVE_UP_SECONDS: seconds,
  HELD_SECONDS: seconds,
  SETTLE_SECONDS: seconds,
  TRIES: z.coerce.number().int().positive(),
});

/** Composition root; it can't send mail and reads only the table. */
export const container = () => {
  const {
    DESK_TABLE: deskTable,
    WATCH_MAILS_QUEUE_URL: queueUrl,
    LATE_SECONDS: lateSeconds,
    GIVE_UP_SECONDS: giveUpSeconds,
    HELD_SECONDS: heldSeconds,
    SETTLE_SECONDS: settleSeconds,
    TRIES: tries,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const clockAndIds = systemClockAndIds();
  return {
    log: powertoolsLog(),
    clockAndIds,
    tries,
    patience: { lateSeconds, giveUpSeconds, heldSeconds, settleSeconds },
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clockAndIds.now }),
    mails: dynamoMailRepository({ client, deskTable, backoff }),
    visibility: sqsQueueVisibility({ client: new SQSClient(clientDefaults), queueUrl }),
  };
};

export const handler = serve(container, createHandler);
