import { type ITable, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import {
  BY_AGENT,
  LIST_INDEXES,
  LISTS_ALL,
  LISTS_ASSIGNEE,
  LISTS_CUSTOMER,
  LISTS_PLACE,
  REPLY_SECRET_KEY,
} from '../../shared/adapters/dynamodb/keys.ts';
import type { StageConfig } from '../config.ts';
import { allow, allowAny, allowKeys } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';
import { StreamConsumer, type StreamConsumerProps } from './function-triggers.ts';
import { numberAttribute, stringAttribute, tableSettings } from './storage-settings.ts';

type StreamProps = Pick<StreamConsumerProps, 'alarms' | 'deadLetters' | 'errorImpact' | 'failedRecords'>;

/** The source of truth: tickets, entries, events, mails, members. Everything else follows its stream. */
export class DeskTable extends Construct {
  private readonly table: Table;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      ...tableSettings(config),
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    // What a row of a list shows is projected, so that a page of a list is one read.
    for (const { index, partition, sort, projects } of LIST_INDEXES)
      this.table.addGlobalSecondaryIndex({
        indexName: index,
        partitionKey: stringAttribute(partition),
        sortKey: sort === LISTS_CUSTOMER.sort ? numberAttribute(sort) : stringAttribute(sort),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...projects],
      });
    this.table.addGlobalSecondaryIndex({
      indexName: BY_AGENT.index,
      partitionKey: stringAttribute(BY_AGENT.partition),
      sortKey: stringAttribute(BY_AGENT.sort),
      projectionType: ProjectionType.ALL,
    });
  }

  get name(): string {
    return this.table.tableName;
  }

  /** Reading rows by key and by partition, with every index. */
  grantReads(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], [this.table.tableArn]);
    allowAny(
      fn,
      ['dynamodb:Query'],
      `${this.table.tableArn}/index/*`,
      'Lists are read through every index of this one table.',
    );
  }

  /** Reading rows by key and by partition, without the indexes: the rows of one ticket. */
  grantPages(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], [this.table.tableArn]);
  }

  /** Finding the ticket of a service on which something happened last. */
  grantNewestTicket(fn: DeskFunction): void {
    allow(fn, ['dynamodb:Query'], [`${this.table.tableArn}/index/${LISTS_ALL.index}`]);
  }

  /** Reading single rows by key. */
  grantLookups(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem'], [this.table.tableArn]);
  }

  /** Reading several single rows in one call, for a function that may read each of them. */
  grantGatheredReads(fn: DeskFunction): void {
    allow(fn, ['dynamodb:BatchGetItem'], [this.table.tableArn]);
  }

  /** What SES says of a mail: the mail and its ticket read in one call, and written with the fact that tells of it. */
  grantSettling(fn: DeskFunction): void {
    allow(fn, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], [this.table.tableArn]);
  }

  /** What one ticket's transaction needs: nothing is deleted, no index is read. */
  grantTicketWrites(fn: DeskFunction): void {
    allow(
      fn,
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      [this.table.tableArn],
    );
  }

  /**
   * Rows found by their key and written with the facts that tell of them: what becomes of a mail or a call, beside a
   * ticket that stays as it is.
   */
  grantRowWrites(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:PutItem'], [this.table.tableArn]);
  }

  /**
   * A ticket's next number, a ticket written with all that a mail brings, and the reading of agents and entries by
   * which a sender is known to take part in a ticket.
   */
  grantArrivals(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [this.table.tableArn]);
  }

  /**
   * Reading a ticket's entries, and several mails by their keys in one call: an answer refers to everything that was
   * written before it.
   */
  grantThreads(fn: DeskFunction): void {
    allow(fn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], [this.table.tableArn]);
  }

  /** Writing the stage's secret of reply addresses, and no other row. */
  grantReplySecret(fn: DeskFunction): void {
    allowKeys(fn, ['dynamodb:PutItem'], this.table.tableArn, [REPLY_SECRET_KEY.PK]);
  }

  /** Deleting a row in a transaction: a spam ticket that is deleted for good, or an agent's important mark. */
  grantTicketDeletion(fn: DeskFunction): void {
    allow(fn, ['dynamodb:DeleteItem'], [this.table.tableArn]);
  }

  /** Finding what agents marked as important, and bringing it along with its ticket or taking it away. */
  grantMarkFollowing(fn: DeskFunction): void {
    allow(
      fn,
      ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      [this.table.tableArn],
    );
  }

  /** Settings such as notices: read together, written and deleted with the facts that tell of them. */
  grantNoticeWrites(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], [this.table.tableArn]);
  }

  /**
   * Changing services and their people: whoever makes a service is looked for among its agents, and another
   * administrator must still be one.
   */
  grantAdministration(fn: DeskFunction): void {
    allow(fn, ['dynamodb:ConditionCheckItem'], [this.table.tableArn]);
    allow(fn, ['dynamodb:Query'], [`${this.table.tableArn}/index/${BY_AGENT.index}`]);
  }

  /** Templates: an edit leaves the count of their uses alone. */
  grantTemplateWrites(fn: DeskFunction): void {
    allow(fn, ['dynamodb:UpdateItem'], [this.table.tableArn]);
  }

  /**
   * What completing resolved tickets needs: every service, each one's resolved tickets (by their keys, too, for rows of
   * lists that an earlier release wrote), and a ticket's transaction.
   */
  grantCompletion(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'], [this.table.tableArn]);
    allow(
      fn,
      ['dynamodb:Query'],
      [BY_AGENT, LISTS_PLACE].map(({ index }) => `${this.table.tableArn}/index/${index}`),
    );
  }

  /**
   * What an escalation needs: both tickets, their entry and the services that they are of, the next number of an issue
   * ticket, and one transaction of both.
   */
  grantEscalations(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [this.table.tableArn]);
  }

  /**
   * What giving back a leaver's tickets needs: the service and its people, the leaver's calls and tickets (by keys too,
   * for rows of lists that an earlier release wrote), and a ticket's transaction that counts it and looks whether they
   * are still gone.
   */
  grantGivingBack(fn: DeskFunction): void {
    allow(
      fn,
      [
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:Query',
        'dynamodb:ConditionCheckItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      [this.table.tableArn],
    );
    allow(
      fn,
      ['dynamodb:Query'],
      [BY_AGENT, LISTS_ASSIGNEE].map(({ index }) => `${this.table.tableArn}/index/${index}`),
    );
  }

  /**
   * What evaluating triggers needs: the rules and what conditions ask about, the log behind the last evaluation, a
   * ticket's transaction, and a trigger's counter or its stop. Nothing is deleted, no index is read.
   */
  grantAutomation(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [this.table.tableArn]);
  }

  /** Finding the services with time triggers in use. */
  grantTimedServices(fn: DeskFunction): void {
    allow(fn, ['dynamodb:Query'], [`${this.table.tableArn}/index/${BY_AGENT.index}`]);
  }

  /** Reading triggers with all that they can name, and stopping one with the fact that tells of it. */
  grantTriggerStops(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [this.table.tableArn]);
  }

  /**
   * What handing out waiting tickets needs: a group's line and every group that has one, the group's agents and what
   * they have (by keys too, for rows of lists that an earlier release wrote), a ticket's transaction that takes it out
   * of the line, and the lease of whoever does it.
   */
  grantDistribution(fn: DeskFunction): void {
    allow(
      fn,
      [
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
      [this.table.tableArn],
    );
    allow(
      fn,
      ['dynamodb:Query'],
      [BY_AGENT, LISTS_ASSIGNEE].map(({ index }) => `${this.table.tableArn}/index/${index}`),
    );
  }

  /** Finding and deleting the rows of a deleted ticket. */
  grantErasing(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchWriteItem'], [this.table.tableArn]);
  }

  /**
   * Sends new event rows to a function, usually in the order in which they were written: DynamoDB promises that for the
   * changes of one row alone, and each of these is a row of its own. Tried again for as long as the stream has them:
   * what fails there is the bus, which refuses everything.
   */
  streamEventsTo(fn: DeskFunction, to: StreamProps): void {
    this.stream(fn, to, { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['event'] } } } });
  }

  /**
   * Sends new, changed and removed ticket rows to a function: of each ticket, which is one row, in the order of its
   * changes, but for those that were set aside. By their key: a removed row has no new image. One that fails again and
   * again is left, so that the figures of the others go on.
   */
  streamTicketsTo(fn: DeskFunction, to: StreamProps): void {
    this.stream(fn, { ...to, retryAttempts: 10 }, { dynamodb: { Keys: { SK: { S: ['TICKET'] } } } });
  }

  private stream(
    fn: DeskFunction,
    to: StreamProps & { readonly retryAttempts?: number },
    filter: Record<string, unknown>,
  ): void {
    // CDK's own classes don't fit its interfaces where optional properties are exact.
    new StreamConsumer(fn, 'Stream', {
      ...to,
      fn,
      table: this.table as ITable,
      filter: FilterCriteria.filter(filter),
    });
  }
}
