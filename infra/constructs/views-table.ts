import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge, allow } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';
import { tableSettings } from './storage-settings.ts';

/** What is derived from the desk table and can be rebuilt from it at any time: figures. */
export class ViewsTable extends Construct {
  private readonly table: Table;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    this.table = new Table(this, 'Table', tableSettings(config));
    acknowledge(this.table, {
      'AwsSolutions-DDB3': 'Derived: rebuilt from the desk table, which has point-in-time recovery.',
    });
  }

  get name(): string {
    return this.table.tableName;
  }

  /** Counters of one moment: rows by key, read in one transaction; and those of all categories. */
  grantReads(fn: DeskFunction): void {
    allow(fn, ['dynamodb:GetItem', 'dynamodb:Query'], [this.table.tableArn]);
  }

  /** What moving a batch of projections and their counters needs. */
  grantProjections(fn: DeskFunction): void {
    allow(
      fn,
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      [this.table.tableArn],
    );
  }
}
