import { Duration } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { OperationGroup } from '../../../shared/contracts/http/define-operation.ts';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { DeskFunction, type Surroundings } from '../../constructs/desk-function.ts';
import type { DataStack } from '../data-stack.ts';
import type { FrontStack } from '../front-stack.ts';

export type TicketApiProps = { readonly surroundings: Surroundings; readonly data: DataStack; readonly front: FrontStack };

const TIMEOUT = Duration.seconds(15);

/** The functions behind the HTTP API, one per group of operations, and their routes. */
export class TicketApi extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, front }: TicketApiProps) {
    super(scope, id);
    const commands = new DeskFunction(this, 'Commands', {
      ...surroundings, name: 'ticket-commands', description: 'Decides and writes what agents do to tickets', timeout: TIMEOUT, memory: 1024,
      environment: { DESK_TABLE: data.desk.name, SESSIONS_TABLE: data.sessions.name, ATTACHMENTS_BUCKET: data.attachments.name },
      errorImpact: "An agent's resolve, pend, comment or keep fails; what was typed stays in the editor and nothing is mailed.",
    });
    data.desk.grantTicketWrites(commands);
    data.desk.grantTicketDeletion(commands);
    data.sessions.grantIdempotency(commands);
    data.sessions.grantUploads(commands);
    data.attachments.grantUploads(commands);

    const queries = new DeskFunction(this, 'Queries', {
      ...surroundings, name: 'ticket-queries', description: 'Shows lists, tickets and figures', timeout: TIMEOUT, memory: 1024,
      environment: { DESK_TABLE: data.desk.name, VIEWS_TABLE: data.views.name, ATTACHMENTS_BUCKET: data.attachments.name },
      errorImpact: 'Agents see no lists, tickets, histories or figures.',
    });
    data.desk.grantReads(queries);
    data.views.grantReads(queries);
    data.attachments.grantReads(queries);

    const administration = new DeskFunction(this, 'Administration', {
      ...surroundings, name: 'administration', description: 'Puts notices up and takes them down', timeout: TIMEOUT, memory: 512,
      environment: { DESK_TABLE: data.desk.name },
      errorImpact: 'Administrators can not change notices; those that are up stay to be read.',
    });
    data.desk.grantNoticeWrites(administration);

    const access = new DeskFunction(this, 'LiveAccess', {
      ...surroundings, name: 'live-access', description: 'Gives one-time tickets for live connections, and shows who has a ticket open', timeout: TIMEOUT, memory: 512,
      environment: { DESK_TABLE: data.desk.name, SESSIONS_TABLE: data.sessions.name, LIVE_URL: front.live.url },
      errorImpact: 'Consoles that open or reconnect get no live changes until they are loaded again; work goes on.',
    });
    data.desk.grantLookups(access);
    data.sessions.grantConnectTickets(access);
    data.sessions.grantPresenceReads(access);

    front.api.serve(this, {
      operations: Object.values(operations),
      functions: { 'ticket-commands': commands, 'ticket-queries': queries, administration, 'live-access': access } satisfies Record<OperationGroup, DeskFunction>,
      issuer: data.identity.issuer,
      clientId: front.clientId,
      logDays: surroundings.config.retention.logDays as RetentionDays,
    });
    surroundings.alarms.raise(this, 'ServerErrors', {
      metric: front.api.serverErrors, atLeast: 1, errorImpact: 'What agents ask or order is answered with an error; what they typed stays in the editor.',
    });
  }
}
