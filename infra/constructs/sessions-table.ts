import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  AUTOMATION_PREFIX,
  HOOKS_PREFIX,
  MAIL_COUNTS_PREFIX,
  TEST_MAILS_PREFIX,
  TIMES_PREFIX,
} from '../../shared/adapters/dynamodb/keys.ts';
import type { StageConfig } from '../config.ts';
import { acknowledge, allow, allowKeys } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';
import { tableSettings } from './storage-settings.ts';

/**
 * Rows that expire: connections, presence, connect tickets, idempotency keys, announced uploads, last visits, and what
 * triggers saw.
 */
export class SessionsTable extends Construct {
  private readonly table: Table;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      ...tableSettings(config),
      timeToLiveAttribute: 'expiresAt',
    });
    acknowledge(this.table, {
      'AwsSolutions-DDB3':
        'Losing it costs a reconnect, and the knowledge when agents were last seen and what triggers saw; all else lives a day at most.',
    });
  }

  get name(): string {
    return this.table.tableName;
  }

  /** Idempotency rows, written in the transaction of the command that they guard. */
  grantIdempotency(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:PutItem'], [this.table.tableArn]);
  }

  /** Announced uploads, used up in the transaction of the command that takes their files. */
  grantUploads(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], [this.table.tableArn]);
  }

  /** Reading announced uploads. */
  grantUploadReads(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem'], [this.table.tableArn]);
  }

  /** Counting the test mails of an agent; no other rows. */
  grantTestMailCounts(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:UpdateItem'], this.table.tableArn, [`${TEST_MAILS_PREFIX}*`]);
  }

  /** When messenger hooks were called last; no other rows. */
  grantHookPaces(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:UpdateItem'], this.table.tableArn, [`${HOOKS_PREFIX}*`]);
  }

  /** Writing one-time connect tickets. */
  grantConnectTickets(fn: DeskFunction): void {
    allow(fn, ['dynamodb:PutItem'], [this.table.tableArn]);
  }

  /** Using up connect tickets, creating or undoing connections, and when an agent was last seen; no other rows. */
  grantAdmitting(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:GetItem'], this.table.tableArn, ['SEEN#*']);
    allowKeys(fn, ['dynamodb:PutItem'], this.table.tableArn, ['CONNECTION#*', 'LIVE#*', 'SEEN#*']);
    allowKeys(fn, ['dynamodb:DeleteItem'], this.table.tableArn, ['CONNECT#*', 'CONNECTION#*', 'LIVE#*']);
  }

  /**
   * Counting a connection's messages; which ticket it shows; who has which ticket open; when an agent was last seen;
   * ending connections. Tickets to connect with are out of its reach.
   */
  grantHearing(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:GetItem'], this.table.tableArn, ['CONNECTION#*', 'SEEN#*']);
    allowKeys(fn, ['dynamodb:UpdateItem'], this.table.tableArn, ['CONNECTION#*', 'LIVE#*']);
    allowKeys(fn, ['dynamodb:PutItem'], this.table.tableArn, ['PRESENCE#*', 'SEEN#*']);
    allowKeys(fn, ['dynamodb:Query'], this.table.tableArn, ['PRESENCE#*']);
    allowKeys(fn, ['dynamodb:DeleteItem'], this.table.tableArn, ['CONNECTION#*', 'LIVE#*', 'PRESENCE#*']);
  }

  /** Finding an agent's connections and forgetting them, and which ticket was open there. */
  grantEndings(fn: DeskFunction): void {
    allow(fn, ['dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], [this.table.tableArn]);
  }

  /** Reading who has a ticket open, who has a console open, and when agents were last seen. */
  grantPresenceReads(fn: DeskFunction): void {
    allow(fn, ['dynamodb:Query'], [this.table.tableArn]);
  }

  /** Finding the listening connections, and deleting those that are gone. */
  grantAudience(fn: DeskFunction): void {
    allow(fn, ['dynamodb:Query', 'dynamodb:DeleteItem'], [this.table.tableArn]);
  }

  /** How far the triggers of tickets have come, and what they saw, written with what they do; no other rows. */
  grantAutomation(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:GetItem', 'dynamodb:PutItem'], this.table.tableArn, [
      `${AUTOMATION_PREFIX}*`,
      `${MAIL_COUNTS_PREFIX}*`,
    ]);
    allowKeys(fn, ['dynamodb:PutItem'], this.table.tableArn, [`${TIMES_PREFIX}*`]);
  }

  /** Reading which mails of triggers the recipients of a ticket got; no other rows. */
  grantMailCountReads(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:GetItem'], this.table.tableArn, [`${MAIL_COUNTS_PREFIX}*`]);
  }

  /** Reading from what time triggers count, and moving on how far that was looked at; no other rows. */
  grantDueTimes(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], this.table.tableArn, [
      `${TIMES_PREFIX}*`,
    ]);
  }

  /** Reading what triggers saw and did; no other rows. */
  grantTraceReads(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:Query'], this.table.tableArn, [`${AUTOMATION_PREFIX}*`]);
  }

  /** Deleting what triggers left of a deleted ticket; no other rows. */
  grantTraceErasing(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:Query', 'dynamodb:BatchWriteItem'], this.table.tableArn, [`${AUTOMATION_PREFIX}*`]);
  }
}
