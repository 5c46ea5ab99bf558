import { type ITable, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { Alarms } from './alarms.ts';
import { allow, allowAny } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';
import { StreamConsumer } from './stream-consumer.ts';
import { stringAttribute, tableSettings } from './table-settings.ts';

/** What a row of a list shows: projected into the list indexes, so that a page of a list is one read. */
const LIST_ROW = [
  'number', 'title', 'status', 'priority', 'channel', 'assigneeId', 'groupId', 'customerName', 'customerEmail', 'unreadReply', 'activityAt', 'version', 'serviceId',
];
const LISTS = [['lists-all', 'LA'], ['lists-status', 'LS'], ['lists-assignee', 'LM']] as const;

/** Tickets, entries, events, mails, members: the one table of truth, with the stream that everything else follows. */
export class DeskTable extends Construct {
  private readonly table: Table;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      ...tableSettings(config),
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    for (const [indexName, prefix] of LISTS)
      this.table.addGlobalSecondaryIndex({ indexName, partitionKey: stringAttribute(`${prefix}_PK`), sortKey: stringAttribute(`${prefix}_SK`), projectionType: ProjectionType.INCLUDE, nonKeyAttributes: LIST_ROW });
    this.table.addGlobalSecondaryIndex({ indexName: 'by-agent', partitionKey: stringAttribute('BA_PK'), sortKey: stringAttribute('BA_SK'), projectionType: ProjectionType.ALL });
  }

  get name(): string {
    return this.table.tableName;
  }

  /** Rows by key and by partition, with every index: for what only shows. */
  grantReads(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], [this.table.tableArn]);
    allowAny(fn, ['dynamodb:Query'], `${this.table.tableArn}/index/*`, 'Lists are read through every index of this one table.');
  }

  /** Single rows by their key. */
  grantLookups(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem'], [this.table.tableArn]);
  }

  /** What one ticket's transaction needs: nothing is ever deleted, no index is read. */
  grantTicketWrites(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [this.table.tableArn]);
  }

  /** Sends new event rows to a function, in the order of each ticket. */
  streamEventsTo(fn: DeskFunction, alarms: Alarms): void {
    this.stream(fn, alarms, { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['event'] } } } });
  }

  /** Sends new, changed and removed ticket rows to a function, in the order of each ticket. By their key: a removed row has no new image. */
  streamTicketsTo(fn: DeskFunction, alarms: Alarms): void {
    this.stream(fn, alarms, { dynamodb: { Keys: { SK: { S: ['TICKET'] } } } });
  }

  private stream(fn: DeskFunction, alarms: Alarms, filter: Record<string, unknown>): void {
    // CDK's own classes don't fit its interfaces where optional properties are exact.
    new StreamConsumer(fn, 'Stream', { fn, alarms, table: this.table as ITable, filter: FilterCriteria.filter(filter) });
  }
}
