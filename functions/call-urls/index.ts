import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoHookPace } from '../../shared/adapters/dynamodb/hook-pace.ts';
import { dynamoOutwardRepository } from '../../shared/adapters/dynamodb/outward-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { guardedHttps } from '../../shared/adapters/http-out/guarded-https.ts';
import { httpsOutward } from '../../shared/adapters/http-out/https-outward.ts';
import { kmsVault } from '../../shared/adapters/kms/vault.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { waitInQueue } from '../../shared/adapters/sqs/wait-in-queue.ts';
import { parseOutwardOrder } from '../../shared/application/events/parse-bus-event.ts';
import type { QueueWaits } from '../../shared/application/ports/platform.ts';
import { callOutward, type CallOutwardDeps } from '../../shared/application/triggers/call-outward.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';

type Deps = CallOutwardDeps & {
  readonly visibility: QueueWaits;
  /** How often the queue delivers a message. */
  readonly tries: number;
};

/**
 * Seconds after which a message looks again, though its call waits longer: no message grows old, so that the queue's
 * alarm tells of one that nobody works on.
 */
const LONGEST_WAIT = 900;

/** Queue of calls and notices that triggers ordered → addresses that administrators chose. */
export const createHandler = (deps: Deps) => {
  const call = callOutward(deps);
  return processQueue(deps, async (record) => {
    const outcome = await call(parseOutwardOrder(record.body));
    if (outcome.kind === 'done') return undefined;
    const seconds = Math.min(LONGEST_WAIT, outcome.seconds);
    return waitInQueue(deps.visibility, record, { seconds, tries: deps.tries });
  });
};

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  DATA_KEY_ID: z.string().min(1),
  CALL_URLS_QUEUE_URL: z.string().min(1),
  TRIES: z.coerce.number().int().positive(),
  /**
   * Only for a local host: comma-separated hosts that may have any address, and the certificate by which they are
   * trusted.
   */
  ALLOWED_HOSTS: z
    .string()
    .transform((hosts) => hosts.split(','))
    .optional(),
  ALLOWED_AUTHORITY: z.string().min(1).optional(),
});

/** Composition root: it has internet access, and reads and writes single rows. */
export const container = () => {
  const {
    DESK_TABLE: deskTable,
    SESSIONS_TABLE: sessionsTable,
    DATA_KEY_ID: keyId,
    CALL_URLS_QUEUE_URL: queueUrl,
    TRIES: tries,
    ALLOWED_HOSTS: allowedHosts,
    ALLOWED_AUTHORITY: authority,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const clockAndIds = systemClockAndIds();
  const { now } = clockAndIds;
  return {
    log: powertoolsLog(),
    clockAndIds,
    tries,
    outward: dynamoOutwardRepository({ client, deskTable, backoff }),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now }),
    pace: dynamoHookPace({ client, sessionsTable }),
    vault: kmsVault({ client: new KMSClient(clientDefaults), keyId, now }),
    post: httpsOutward({
      https: guardedHttps({ ...(allowedHosts && { allowedHosts }), ...(authority !== undefined && { authority }) }),
      now,
    }),
    visibility: sqsQueueVisibility({ client: new SQSClient(clientDefaults), queueUrl }),
  };
};

export const handler = serve(container, createHandler);
