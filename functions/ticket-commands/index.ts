import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskAdministration } from '../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDraftRepository } from '../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoPreferencesRepository } from '../../shared/adapters/dynamodb/preferences-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTemplateRepository } from '../../shared/adapters/dynamodb/template-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoUploadStore } from '../../shared/adapters/dynamodb/upload-store.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, loadedLater, serve } from '../lambda.ts';
import { requestReads } from '../request-reads.ts';
import { createHandler } from './operations.ts';

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
  DATA_KEY_ID: z.string().min(1),
});

/**
 * Copying a file of 25 MB in S3 may take longer than other calls. An upload URL must not include a checksum, since its
 * bytes aren't known yet.
 */
const uploadSettings = () =>
  ({
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  }) as const;

export const container = () => {
  const {
    DESK_TABLE: deskTable,
    SESSIONS_TABLE: sessionsTable,
    ATTACHMENTS_BUCKET: bucket,
    DATA_KEY_ID: keyId,
  } = env.parse(process.env);
  const { client, readsAhead } = requestReads(deskTable);
  const clock = systemClockAndIds();
  return {
    readsAhead,
    clock,
    log: powertoolsLog(),
    backoff: jitteredBackoff,
    richText: sanitizedRichText,
    directory: dynamoDeskDirectory({ client, deskTable }),
    administration: dynamoDeskAdministration({ client, deskTable, backoff: jitteredBackoff }),
    preferences: dynamoPreferencesRepository({ client, deskTable }),
    customers: dynamoCustomerRepository({ client, deskTable, backoff: jitteredBackoff }),
    phoneNumbers: libPhoneNumbers,
    files: {
      uploads: dynamoUploadStore({ client, sessionsTable }),
      bucket: loadedLater(
        async () => (await import('../later/attachment-files.ts')).attachmentFiles(bucket, uploadSettings()),
        ['uploadUrl', 'sizeOf', 'copy'],
      ),
    },
    tickets: dynamoTicketRepository({ client, deskTable, sessionsTable, backoff: jitteredBackoff, now: clock.now }),
    mails: dynamoMailRepository({ client, deskTable, backoff: jitteredBackoff }),
    calls: dynamoCallRepository({ client, deskTable, backoff: jitteredBackoff }),
    drafts: dynamoDraftRepository({ client, deskTable, backoff: jitteredBackoff }),
    layouts: dynamoMailLayoutRepository({ client, deskTable, backoff: jitteredBackoff }),
    restrictedWords: dynamoRestrictedWords({ client, deskTable, backoff: jitteredBackoff }),
    definitions: dynamoFieldRepository({ client, deskTable, backoff: jitteredBackoff }),
    vault: loadedLater(
      async () => (await import('../later/data-vault.ts')).dataVault({ keyId, now: clock.now }),
      ['seal', 'open'],
    ),
    importantTickets: dynamoImportantTickets({ client, deskTable, backoff: jitteredBackoff }),
    templates: dynamoTemplateRepository({ client, deskTable, backoff: jitteredBackoff }),
  };
};

export const handler = serve(container, createHandler);
