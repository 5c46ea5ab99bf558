import { KMSClient } from '@aws-sdk/client-kms';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { gatheredReads } from '../../shared/adapters/dynamodb/gathered-reads.ts';
import { entryKey, mailKey, serviceKey, ticketKey } from '../../shared/adapters/dynamodb/keys.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoReplySecrets } from '../../shared/adapters/dynamodb/reply-secret.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { replySigner } from '../../shared/adapters/kms/reply-reference.ts';
import { nodemailerComposer } from '../../shared/adapters/mail/compose-mail.ts';
import { sesMailer } from '../../shared/adapters/ses/ses-mailer.ts';
import { sqsQueueVisibility } from '../../shared/adapters/sqs/queue-visibility.ts';
import { waitInQueue } from '../../shared/adapters/sqs/wait-in-queue.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { type MailOrder, parseMailOrder } from '../../shared/application/events/parse-bus-event.ts';
import { sendMail } from '../../shared/application/mail/send-mail.ts';
import type { QueueWaits } from '../../shared/application/ports/platform.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, loadedLater, serve } from '../lambda.ts';

type Deps = Parameters<typeof sendMail>[0] & {
  readonly visibility: QueueWaits;
  /** Runs `work` while rows that it will need are being read together. */
  readonly readsAhead?: <T>(order: MailOrder, work: () => Promise<T>) => Promise<T>;
  /** How often the queue delivers a message. */
  readonly tries: number;
};

/** Queue of mail orders → SES. An unfinished record is retried: soon after a fault, later when it must wait. */
export const createHandler = (deps: Deps) => {
  const send = sendMail(deps);
  const { readsAhead = (_, work) => work() } = deps;
  return processQueue(deps, async (record) => {
    const { body, receiptHandle, attributes } = record;
    const queuedAt = new Date(Number(attributes.SentTimestamp));
    const isLastTry = Number(attributes.ApproximateReceiveCount) >= deps.tries;
    const order = parseMailOrder(body);
    const outcome = await readsAhead(order, () => send({ ...order, queuedAt, isLastTry }));
    if (outcome.kind === 'done') return undefined;
    const { seconds } = outcome;
    if (outcome.kind === 'held') return waitInQueue(deps.visibility, record, { seconds, tries: deps.tries });
    await deps.visibility.postpone(receiptHandle, seconds);
    return 'again';
  });
};

const seconds = z.coerce.number().int().positive();
const env = z.object({
  DESK_TABLE: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
  DATA_KEY_ID: z.string().min(1),
  CONFIGURATION_SET: z.string().min(1),
  SEND_MAIL_QUEUE_URL: z.string().min(1),
  LATE_SECONDS: seconds,
  GIVE_UP_SECONDS: seconds,
  HELD_SECONDS: seconds,
  SETTLE_SECONDS: seconds,
  THROTTLED_SECONDS: seconds,
  QUOTA_SECONDS: seconds,
  TRIES: z.coerce.number().int().positive(),
  AWS_REGION: z.string().min(1),
  CONSOLE_URL: z.url(),
});

/** No SDK retry: after a lost response it could send the mail twice. */
const sesOptions = {
  ...clientDefaults,
  maxAttempts: 1,
  requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 10_000 },
};

/** What is read to send a mail, whatever it is. */
const keysOf = ({ serviceId, number, mailId, entryId }: MailOrder) => [
  ticketKey(serviceId, number),
  mailKey(serviceId, number, mailId),
  serviceKey(serviceId),
  ...(entryId === undefined ? [] : [entryKey(serviceId, number, entryId)]),
];

export const container = () => {
  const {
    DESK_TABLE: deskTable,
    ATTACHMENTS_BUCKET: bucket,
    DATA_KEY_ID: keyId,
    CONFIGURATION_SET: configurationSet,
    SEND_MAIL_QUEUE_URL: queueUrl,
    LATE_SECONDS: lateSeconds,
    GIVE_UP_SECONDS: giveUpSeconds,
    HELD_SECONDS: heldSeconds,
    SETTLE_SECONDS: settleSeconds,
    THROTTLED_SECONDS: throttledSeconds,
    QUOTA_SECONDS: quotaSeconds,
    TRIES: tries,
    AWS_REGION: region,
    CONSOLE_URL: consoleUrl,
  } = env.parse(process.env);
  const backoff = jitteredBackoff;
  const { client, ahead } = gatheredReads(documentClient(), { table: deskTable, backoff });
  const clockAndIds = systemClockAndIds();
  const readsAhead: NonNullable<Deps['readsAhead']> = (order, work) => ahead(keysOf(order), work);
  return {
    readsAhead,
    log: powertoolsLog(),
    clockAndIds,
    region,
    consoleUrl,
    patience: { lateSeconds, giveUpSeconds, heldSeconds, settleSeconds },
    waits: { throttledSeconds, quotaSeconds },
    tries,
    composer: nodemailerComposer,
    directory: dynamoDeskDirectory({ client, deskTable }),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clockAndIds.now }),
    mails: dynamoMailRepository({ client, deskTable, backoff }),
    layouts: dynamoMailLayoutRepository({ client, deskTable, backoff }),
    attachments: loadedLater(
      async () => (await import('../later/attachment-files.ts')).attachmentFiles(bucket),
      ['read'],
    ),
    replyReference: replySigner({
      client: new KMSClient(clientDefaults),
      keyId,
      secrets: dynamoReplySecrets({ client, deskTable }),
      now: clockAndIds.now,
    }),
    mailer: sesMailer({ client: new SESClient(sesOptions), configurationSet }),
    visibility: sqsQueueVisibility({ client: new SQSClient(clientDefaults), queueUrl }),
  };
};

export const handler = serve(container, createHandler);
