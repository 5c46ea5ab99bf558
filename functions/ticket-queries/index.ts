import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoAutomationRepository } from '../../shared/adapters/dynamodb/automation-repository.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDraftRepository } from '../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoEscalationRepository } from '../../shared/adapters/dynamodb/escalation-repository.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoFiguresStore } from '../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoInformationSourceRepository } from '../../shared/adapters/dynamodb/information-source-repository.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoOutwardRepository } from '../../shared/adapters/dynamodb/outward-repository.ts';
import { dynamoNoticeRepository } from '../../shared/adapters/dynamodb/notice-repository.ts';
import { dynamoPreferencesRepository } from '../../shared/adapters/dynamodb/preferences-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTemplateRepository } from '../../shared/adapters/dynamodb/template-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { loadedLater, serve } from '../lambda.ts';
import { requestReads } from '../request-reads.ts';
import { createHandler } from './operations.ts';

const env = z.object({
  DESK_TABLE: z.string().min(1),
  VIEWS_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
  LATE_SECONDS: z.coerce.number().int().positive(),
});

/** Composition root without write grants. */
export const container = () => {
  const {
    DESK_TABLE: deskTable,
    VIEWS_TABLE: viewsTable,
    SESSIONS_TABLE: sessionsTable,
    ATTACHMENTS_BUCKET: bucket,
    LATE_SECONDS: lateSeconds,
  } = env.parse(process.env);
  const { client, readsAhead } = requestReads(deskTable);
  const backoff = jitteredBackoff;
  const now = () => new Date();
  return {
    readsAhead,
    log: powertoolsLog(),
    now,
    lateSeconds,
    directory: dynamoDeskDirectory({ client, deskTable }),
    customers: dynamoCustomerRepository({ client, deskTable, backoff }),
    phoneNumbers: libPhoneNumbers,
    automation: dynamoAutomationRepository({ client, sessionsTable, backoff, now }),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now }),
    calls: dynamoCallRepository({ client, deskTable, backoff }),
    drafts: dynamoDraftRepository({ client, deskTable, backoff }),
    restrictedWords: dynamoRestrictedWords({ client, deskTable, backoff }),
    importantTickets: dynamoImportantTickets({ client, deskTable, backoff }),
    mails: dynamoMailRepository({ client, deskTable, backoff }),
    definitions: dynamoFieldRepository({ client, deskTable, backoff }),
    notices: dynamoNoticeRepository({ client, deskTable, backoff }),
    escalations: dynamoEscalationRepository({ client, deskTable, backoff }),
    outward: dynamoOutwardRepository({ client, deskTable, backoff }),
    preferences: dynamoPreferencesRepository({ client, deskTable }),
    templates: dynamoTemplateRepository({ client, deskTable, backoff }),
    sources: dynamoInformationSourceRepository({ client, deskTable, backoff }),
    figures: dynamoFiguresStore({ client, viewsTable, backoff }),
    attachments: loadedLater(
      async () => (await import('../later/attachment-files.ts')).attachmentFiles(bucket),
      ['downloadUrl'],
    ),
  };
};

export const handler = serve(container, createHandler);
