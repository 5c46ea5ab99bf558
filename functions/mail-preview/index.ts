import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoPreferencesRepository } from '../../shared/adapters/dynamodb/preferences-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoReplySecrets } from '../../shared/adapters/dynamodb/reply-secret.ts';
import { dynamoTestMailCounts } from '../../shared/adapters/dynamodb/test-mail-counts.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoUploadStore } from '../../shared/adapters/dynamodb/upload-store.ts';
import { replySigner } from '../../shared/adapters/kms/reply-reference.ts';
import { nodemailerComposer } from '../../shared/adapters/mail/compose-mail.ts';
import { sanitizeRichText } from '../../shared/adapters/mail/sanitize-rich-text.ts';
import { previewAnswer, type AnswerPreview } from '../../shared/application/preview/preview-answer.ts';
import {
  type PreviewedMail,
  previewMailLayout,
  previewTemplate,
} from '../../shared/application/preview/preview-texts.ts';
import { type SentTestMail, testMailLayout, testTemplate } from '../../shared/application/preview/send-test-mail.ts';
import type { TicketToFill } from '../../shared/application/preview/ticket-to-fill.ts';
import { previewOperations } from '../../shared/contracts/http/mails.ts';
import { unsavedTextOperations } from '../../shared/contracts/http/unsaved-texts.ts';
import { command, type NeedsOf, type OperationDeps, serveRows } from '../../shared/http/operation.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, loadedLater, serve } from '../lambda.ts';

/** Maximum bytes of MIME in the response. Lambda limits a response to 6 MB, and it also holds the whole text. */
const SHOWN_MIME = 2 * 1024 * 1024;

const shownPreview = ({ answer, raw, restricted }: AnswerPreview) => ({
  ...answer,
  files: answer.files.map(({ bytes, ...file }) => ({ ...file, size: bytes.length })),
  restricted,
  mimeSize: raw.length,
  mime: raw.length > SHOWN_MIME ? null : new TextDecoder().decode(raw),
});

/** Names the ticket whose values were filled in, unless it is the example. */
const shownFilled = <T extends TicketToFill>({ ticket: { number, title }, isExample, ...filled }: T) => ({
  ...filled,
  ...(isExample ? {} : { ticket: { number, title } }),
});

/**
 * Shows mails before they are sent, and sends an administrator what they write of templates and layouts. A separate
 * function: it composes mails and signs reply addresses, and writes nothing but the secret that signs them, where
 * nobody signed before, and counts of test mails.
 */
export const createHandler = (
  deps: OperationDeps & NeedsOf<typeof previewAnswer | typeof previewTemplate | typeof testTemplate>,
) =>
  serveRows(deps, [
    command(previewOperations.previewAnswer, previewAnswer(deps), shownPreview),
    command(unsavedTextOperations.previewTemplate, previewTemplate(deps), shownFilled),
    command(unsavedTextOperations.testTemplate, testTemplate(deps), shownFilled<SentTestMail>),
    command(unsavedTextOperations.previewMailLayout, previewMailLayout(deps), shownFilled<PreviewedMail>),
    command(unsavedTextOperations.testMailLayout, testMailLayout(deps), shownFilled<SentTestMail>),
  ]);

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
  DATA_KEY_ID: z.string().min(1),
  MAIL_DOMAIN: z.string().min(1),
  AWS_REGION: z.string().min(1),
});

/** Composition root whose write grants are those of the secret and of counts. */
export const container = () => {
  const {
    DESK_TABLE: deskTable,
    SESSIONS_TABLE: sessionsTable,
    ATTACHMENTS_BUCKET: bucket,
    DATA_KEY_ID: keyId,
    MAIL_DOMAIN: mailDomain,
    AWS_REGION: region,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const clock = systemClockAndIds();
  const files = loadedLater(
    async () => (await import('../later/attachment-files.ts')).attachmentFiles(bucket),
    ['read', 'sizeOf'],
  );
  return {
    clock,
    region,
    log: powertoolsLog(),
    // Each preview needs it, so it is loaded at the start.
    richText: { sanitizer: async () => sanitizeRichText },
    composer: nodemailerComposer,
    post: loadedLater(async () => (await import('../later/mail-post.ts')).mailPost(), ['compose', 'send']),
    senders: loadedLater(
      async () => (await import('../later/sender-identities.ts')).senderIdentities(mailDomain),
      ['states'],
    ),
    testMails: dynamoTestMailCounts({ client, sessionsTable }),
    directory: dynamoDeskDirectory({ client, deskTable }),
    preferences: dynamoPreferencesRepository({ client, deskTable }),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clock.now }),
    mails: dynamoMailRepository({ client, deskTable, backoff }),
    layouts: dynamoMailLayoutRepository({ client, deskTable, backoff }),
    restrictedWords: dynamoRestrictedWords({ client, deskTable, backoff }),
    attachments: files,
    files: { uploads: dynamoUploadStore({ client, sessionsTable }), bucket: files },
    replyReference: replySigner({
      client: new KMSClient(clientDefaults),
      keyId,
      secrets: dynamoReplySecrets({ client, deskTable }),
      now: clock.now,
    }),
  };
};

export const handler = serve(container, createHandler);
