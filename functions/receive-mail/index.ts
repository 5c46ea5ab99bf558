import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoReplySecrets } from '../../shared/adapters/dynamodb/reply-secret.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { replyVerifier } from '../../shared/adapters/kms/reply-reference.ts';
import { limitedMailParser } from '../../shared/adapters/mail/limited-mail-parser.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import { s3AttachmentStore, s3RawMailStore } from '../../shared/adapters/s3/file-stores.ts';
import { receiveMail } from '../../shared/application/mail/receive-mail.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';
import { parseReceiptEvent } from './receipt-event.ts';

/**
 * SES receipt rule → creates a ticket or an entry. Throws on any fault: Lambda retries, then the event goes to the
 * dead-letter queue.
 */
export const createHandler = (deps: Parameters<typeof receiveMail>[0]) => {
  const receive = receiveMail(deps);
  return async (event: unknown): Promise<void> => {
    for (const mail of parseReceiptEvent(event)) await receive(mail);
  };
};

const env = z.object({
  DESK_TABLE: z.string().min(1),
  RAW_MAIL_BUCKET: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
  DATA_KEY_ID: z.string().min(1),
  /** The key by which earlier releases signed reply addresses, where the stage keeps it. */
  EARLIER_REPLY_KEY_ID: z.string().min(1).optional(),
  /** The receipt rule's ObjectKeyPrefix. */
  RAW_MAIL_PREFIX: z.string().default(''),
});

/** Milliseconds. A mail may have 40 MB. */
const S3_TIMEOUT = 20_000;

/**
 * Limits for reading one mail, below the function's 60 seconds and 1769 MB so that the result can still be stored. A
 * mail of 40 MB takes about three seconds.
 */
const READING = { processorSeconds: 20, seconds: 35, megabytes: 1024 };

/** The worker's bundle lies beside the function's own. */
const readerEntry = () =>
  new URL(
    import.meta.url.endsWith('.ts') ? '../receive-mail/read-mail.worker.ts' : './read-mail.worker.mjs',
    import.meta.url,
  );

export const container = () => {
  const {
    DESK_TABLE: deskTable,
    RAW_MAIL_BUCKET,
    ATTACHMENTS_BUCKET,
    DATA_KEY_ID: keyId,
    EARLIER_REPLY_KEY_ID: earlierKeyId,
    RAW_MAIL_PREFIX: rawPrefix,
  } = env.parse(process.env);
  const client = documentClient();
  const files = new S3Client({
    ...clientDefaults,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: S3_TIMEOUT },
  });
  const clockAndIds = systemClockAndIds();
  return {
    log: powertoolsLog(),
    clockAndIds,
    rawPrefix,
    backoff: jitteredBackoff,
    parser: limitedMailParser(readerEntry(), READING),
    richText: sanitizedRichText,
    directory: dynamoDeskDirectory({ client, deskTable }),
    customers: dynamoCustomerRepository({ client, deskTable, backoff: jitteredBackoff }),
    phoneNumbers: libPhoneNumbers,
    tickets: dynamoTicketRepository({ client, deskTable, backoff: jitteredBackoff, now: clockAndIds.now }),
    rawMail: s3RawMailStore({ client: files, bucket: RAW_MAIL_BUCKET }),
    attachments: s3AttachmentStore({ client: files, bucket: ATTACHMENTS_BUCKET }),
    replyReference: replyVerifier({
      client: new KMSClient(clientDefaults),
      keyId,
      earlierKeyId,
      secrets: dynamoReplySecrets({ client, deskTable }),
      now: clockAndIds.now,
    }),
  };
};

export const handler = serve(container, createHandler);
