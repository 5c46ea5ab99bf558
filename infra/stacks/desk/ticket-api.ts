import { Duration } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DESK_SCOPE, type OperationGroup } from '../../../shared/contracts/http/define-operation.ts';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { grantInvitationMails, grantSenderVerification, grantTestMails } from '../../constructs/outbound-mail.ts';
import { simulatorsOf } from '../../constructs/simulators-of.ts';
import type { DataStack } from '../data-stack.ts';
import type { FrontStack } from '../front-stack.ts';

export type TicketApiProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly front: FrontStack;
};

const TIMEOUT = Duration.seconds(15);

/** The functions behind the HTTP API, one per group of operations, and their routes. */
export class TicketApi extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, front }: TicketApiProps) {
    super(scope, id);
    const commands = new DeskFunction(this, 'Commands', {
      ...surroundings,
      name: 'ticket-commands',
      description: 'Decides and writes what agents do to tickets',
      timeout: TIMEOUT,
      memory: 1024,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        ATTACHMENTS_BUCKET: data.attachments.name,
        DATA_KEY_ID: data.keys.dataKeyId,
      },
    });
    data.desk.grantTicketWrites(commands);
    data.desk.grantGatheredReads(commands);
    data.desk.grantTicketDeletion(commands);
    data.sessions.grantIdempotency(commands);
    data.sessions.grantUploads(commands);
    data.attachments.grantUploads(commands);
    data.keys.grantSealing(commands);

    const queries = new DeskFunction(this, 'Queries', {
      ...surroundings,
      name: 'ticket-queries',
      description: 'Shows lists, tickets and figures',
      timeout: TIMEOUT,
      memory: 1024,
      environment: {
        DESK_TABLE: data.desk.name,
        VIEWS_TABLE: data.views.name,
        SESSIONS_TABLE: data.sessions.name,
        ATTACHMENTS_BUCKET: data.attachments.name,
        LATE_SECONDS: String(surroundings.config.timings.lateSeconds),
      },
    });
    data.desk.grantReads(queries);
    data.views.grantReads(queries);
    data.sessions.grantTraceReads(queries);
    data.attachments.grantReads(queries);

    const administration = new DeskFunction(this, 'Administration', {
      ...surroundings,
      name: 'administration',
      description: 'Does what administrators do: people, settings, notices',
      timeout: TIMEOUT,
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        MAIL_DOMAIN: surroundings.config.mailDomain,
        DATA_KEY_ID: data.keys.dataKeyId,
        USER_POOL_ID: data.identity.userPoolId,
        CONSOLE_URL: front.site.url,
      },
    });
    data.desk.grantNoticeWrites(administration);
    data.desk.grantTemplateWrites(administration);
    grantSenderVerification(administration);
    data.desk.grantAdministration(administration);
    data.desk.grantGatheredReads(administration);
    data.sessions.grantMailCountReads(administration);
    data.identity.grantInvitations(administration);
    grantInvitationMails(administration, surroundings.config.mailDomain);
    data.keys.grantSealing(administration);

    const access = new DeskFunction(this, 'LiveAccess', {
      ...surroundings,
      name: 'live-access',
      description: 'Gives one-time tickets for live connections, and shows who has a ticket open',
      timeout: TIMEOUT,
      memory: 512,
      environment: { DESK_TABLE: data.desk.name, SESSIONS_TABLE: data.sessions.name, LIVE_URL: front.live.url },
    });
    data.desk.grantLookups(access);
    data.sessions.grantConnectTickets(access);
    data.sessions.grantPresenceReads(access);

    const information = new DeskFunction(this, 'CustomerInformation', {
      ...surroundings,
      name: 'customer-information',
      description: 'Asks APIs of the organization about customers',
      timeout: TIMEOUT,
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        DATA_KEY_ID: data.keys.dataKeyId,
        ...simulatorsOf(surroundings.config),
      },
    });
    data.desk.grantLookups(information);
    data.keys.grantOpening(information);

    const confidential = new DeskFunction(this, 'Confidential', {
      ...surroundings,
      name: 'confidential',
      description: 'Masks texts, removes files, and shows hidden originals by right',
      timeout: TIMEOUT,
      memory: 1024,
      environment: {
        DESK_TABLE: data.desk.name,
        ATTACHMENTS_BUCKET: data.attachments.name,
        DATA_KEY_ID: data.keys.dataKeyId,
      },
    });
    data.desk.grantTicketWrites(confidential);
    data.desk.grantTicketDeletion(confidential);
    data.attachments.grantReads(confidential);
    data.attachments.grantWrites(confidential);
    data.attachments.grantErasing(confidential);
    data.keys.grantSealing(confidential);
    data.keys.grantOpening(confidential);

    const preview = new DeskFunction(this, 'MailPreview', {
      ...surroundings,
      name: 'mail-preview',
      description: 'Shows mails as they would leave, and sends them to the administrator who writes them',
      timeout: TIMEOUT,
      memory: 1024,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        ATTACHMENTS_BUCKET: data.attachments.name,
        DATA_KEY_ID: data.keys.dataKeyId,
        MAIL_DOMAIN: surroundings.config.mailDomain,
      },
    });
    data.desk.grantPages(preview);
    data.desk.grantNewestTicket(preview);
    grantTestMails(preview);
    data.sessions.grantTestMailCounts(preview);
    data.desk.grantReplySecret(preview);
    data.sessions.grantUploadReads(preview);
    data.attachments.grantReads(preview);
    data.attachments.grantPresence(preview);
    data.keys.grantReplySigning(preview);

    front.api.serve(this, {
      operations: Object.values(operations),
      functions: {
        'ticket-commands': commands,
        'ticket-queries': queries,
        administration,
        'live-access': access,
        'customer-information': information,
        confidential,
        'mail-preview': preview,
      } satisfies Record<OperationGroup, DeskFunction>,
      issuer: data.identity.issuer,
      clientId: front.clientId,
      scope: DESK_SCOPE,
      logDays: surroundings.config.retention.logDays as RetentionDays,
    });
    surroundings.alarms.raise(this, 'ServerErrors', {
      metric: front.api.serverErrors,
      atLeast: 1,
      errorImpact: 'What agents ask or order is answered with an error; what they typed stays in the editor.',
    });
  }
}
