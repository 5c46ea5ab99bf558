import { type StackProps, type App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { StageConfig } from '../config.ts';
import { DESK_RESOURCE } from '../../shared/contracts/http/define-operation.ts';
import { Attachments } from '../constructs/attachments.ts';
import { DeskKeys } from '../constructs/desk-keys.ts';
import { DeskTable } from '../constructs/desk-table.ts';
import { FailedRecords } from '../constructs/failed-records.ts';
import { Identity } from '../constructs/identity.ts';
import { RawMail } from '../constructs/raw-mail.ts';
import { SessionsTable } from '../constructs/sessions-table.ts';
import { ViewsTable } from '../constructs/views-table.ts';

/**
 * The only names given here. Construct ids carry the stage too, because CDK makes names of them where CloudFormation
 * makes none: stages live side by side in one account.
 */
export const stackName = (config: StageConfig, name: 'data' | 'front' | 'desk' | 'console'): string =>
  `handover-${config.stage}-${name}`;

export const stackProps = (config: StageConfig, contents: string, { stateful = false } = {}): StackProps => ({
  description: `Handover ${config.stage}: ${contents}`,
  terminationProtection: stateful && config.removal === 'retain',
  analyticsReporting: false,
  tags: { service: 'handover', stage: config.stage },
});

/** Everything that can't be recreated: tables, buckets, keys, accounts. */
export class DataStack extends Stack {
  readonly desk: DeskTable;
  readonly views: ViewsTable;
  readonly sessions: SessionsTable;
  readonly rawMail: RawMail;
  readonly attachments: Attachments;
  /** Of the desk table's stream: what could not be published, and what could not be counted. */
  readonly failedEvents: FailedRecords;
  readonly failedTickets: FailedRecords;
  readonly keys: DeskKeys;
  readonly identity: Identity;

  constructor(app: App, { config }: { readonly config: StageConfig }) {
    super(app, stackName(config, 'data'), stackProps(config, 'Tickets, mails, keys and accounts', { stateful: true }));
    this.desk = new DeskTable(this, 'Desk', { config });
    this.views = new ViewsTable(this, 'Views', { config });
    this.sessions = new SessionsTable(this, 'Sessions', { config });
    this.rawMail = new RawMail(this, 'RawMail', { config });
    this.attachments = new Attachments(this, 'Attachments', { config });
    this.failedEvents = new FailedRecords(this, 'FailedEvents', { config });
    this.failedTickets = new FailedRecords(this, 'FailedTickets', { config });
    this.keys = new DeskKeys(this, 'Keys', { config });
    this.identity = new Identity(this, 'Identity', { config, api: DESK_RESOURCE });
    // What the operator's commands look for.
    new CfnOutput(this, 'DeskTableName', { value: this.desk.name });
    new CfnOutput(this, 'ViewsTableName', { value: this.views.name });
    new CfnOutput(this, 'SessionsTableName', { value: this.sessions.name });
    new CfnOutput(this, 'AttachmentsBucketName', { value: this.attachments.name });
    new CfnOutput(this, 'UserPoolId', { value: this.identity.userPoolId });
  }
}
