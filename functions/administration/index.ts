import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCategoryRepository } from '../../shared/adapters/dynamodb/category-repository.ts';
import { dynamoDepartureRepository } from '../../shared/adapters/dynamodb/departure-repository.ts';
import { dynamoDeskAdministration } from '../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoInformationSourceRepository } from '../../shared/adapters/dynamodb/information-source-repository.ts';
import { dynamoInvitationRepository } from '../../shared/adapters/dynamodb/invitation-repository.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoNoticeRepository } from '../../shared/adapters/dynamodb/notice-repository.ts';
import { dynamoTemplateRepository } from '../../shared/adapters/dynamodb/template-repository.ts';
import { dynamoBusinessHours, dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import { namesPrivateAddress } from '../../shared/adapters/http-out/public-address.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { triggerChecks } from '../../shared/adapters/patterns/trigger-checks.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, loadedLater, serve } from '../lambda.ts';
import { createHandler } from './operations.ts';

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  MAIL_DOMAIN: z.string().min(1),
  CONSOLE_URL: z.url(),
  USER_POOL_ID: z.string().min(1),
  DATA_KEY_ID: z.string().min(1),
  AWS_REGION: z.string().min(1),
});

export const container = () => {
  const {
    DESK_TABLE: deskTable,
    SESSIONS_TABLE: sessionsTable,
    MAIL_DOMAIN: mailDomain,
    CONSOLE_URL: consoleUrl,
    USER_POOL_ID: userPoolId,
    DATA_KEY_ID: keyId,
    AWS_REGION: region,
  } = env.parse(process.env);
  const client = documentClient();
  const clock = systemClockAndIds();
  return {
    clock,
    now: clock.now,
    log: powertoolsLog(),
    backoff: jitteredBackoff,
    richText: sanitizedRichText,
    directory: dynamoDeskDirectory({ client, deskTable }),
    administration: dynamoDeskAdministration({ client, deskTable, backoff: jitteredBackoff }),
    accounts: loadedLater(
      async () => (await import('../later/agent-accounts.ts')).agentAccounts(userPoolId),
      ['ensure', 'find', 'listInvited', 'renewPassword'],
    ),
    invitations: dynamoInvitationRepository({ client, deskTable, backoff: jitteredBackoff }),
    post: loadedLater(async () => (await import('../later/mail-post.ts')).mailPost(), ['compose', 'send']),
    consoleUrl,
    mailDomain,
    region,
    phoneNumbers: libPhoneNumbers,
    departures: dynamoDepartureRepository({ client, deskTable }),
    notices: dynamoNoticeRepository({ client, deskTable, backoff: jitteredBackoff }),
    restrictedWords: dynamoRestrictedWords({ client, deskTable, backoff: jitteredBackoff }),
    templates: dynamoTemplateRepository({ client, deskTable, backoff: jitteredBackoff }),
    layouts: dynamoMailLayoutRepository({ client, deskTable, backoff: jitteredBackoff }),
    senders: loadedLater(
      async () => (await import('../later/sender-identities.ts')).senderIdentities(mailDomain),
      ['states', 'domains', 'verify', 'verifyDomain', 'stopFeedbackMails'],
    ),
    categories: dynamoCategoryRepository({ client, deskTable, backoff: jitteredBackoff }),
    definitions: dynamoFieldRepository({ client, deskTable, backoff: jitteredBackoff }),
    sources: dynamoInformationSourceRepository({ client, deskTable, backoff: jitteredBackoff }),
    triggers: dynamoTriggerRepository({ client, deskTable, backoff: jitteredBackoff }),
    hours: dynamoBusinessHours({ client, deskTable, backoff: jitteredBackoff }),
    checks: triggerChecks,
    triggerTests: loadedLater(
      async () => (await import('../later/trigger-tests.ts')).triggerTests({ client, deskTable, sessionsTable }),
      ['run'],
    ),
    vault: loadedLater(
      async () => (await import('../later/data-vault.ts')).dataVault({ keyId, now: clock.now }),
      ['seal', 'open'],
    ),
    namesPrivateAddress: (url: string) => namesPrivateAddress(new URL(url)),
  };
};

export const handler = serve(container, createHandler);
