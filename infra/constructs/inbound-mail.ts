import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type IHostedZone, MxRecord } from 'aws-cdk-lib/aws-route53';
import { type IReceiptRuleSet, ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { Lambda, LambdaInvocationType } from 'aws-cdk-lib/aws-ses-actions';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge } from './allow.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './work-queue.ts';
import type { DeskFunction } from './desk-function.ts';
import type { RawMail } from './raw-mail.ts';

export type InboundMailProps = {
  readonly config: StageConfig;
  readonly alarms: Alarms;
  readonly rawMail: RawMail;
  /** The function that reads each mail after it was stored. */
  readonly receiver: DeskFunction;
  /** Where the MX record is made, if it is ours to make. */
  readonly zone: IHostedZone | undefined;
};

/**
 * Mail to the stage's domain: scanned, stored raw, then given to the receiver. A mail that it can't take after two more
 * tries is a dead letter.
 */
export class InboundMail extends Construct {
  constructor(scope: Construct, id: string, { config, alarms, rawMail, receiver, zone }: InboundMailProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      alarms,
      of: receiver.name,
      errorImpact: receiver.errorImpact,
    });
    receiver.lambda.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(deadLetters.queue) });
    const ruleSet = config.sharedReceiptRuleSet
      ? ReceiptRuleSet.fromReceiptRuleSetName(this, 'RuleSet', config.sharedReceiptRuleSet)
      : this.activeRuleSet(config);
    new ReceiptRule(this, 'Rule', {
      ruleSet,
      recipients: [config.mailDomain],
      scanEnabled: true,
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [
        { bind: () => ({ s3Action: { bucketName: rawMail.name } }) },
        new Lambda({ function: receiver.lambda, invocationType: LambdaInvocationType.EVENT }),
      ],
    });
    if (zone)
      new MxRecord(this, 'Mx', {
        zone,
        recordName: `${config.mailDomain}.`,
        values: [{ priority: 10, hostName: mailHost }],
      });
  }

  /** The value of the mail domain's MX record. */
  get host(): string {
    return mailHost;
  }

  /** CloudFormation can make a rule set but not activate it. */
  private activeRuleSet(config: StageConfig): IReceiptRuleSet {
    const ruleSet = new ReceiptRuleSet(this, 'RuleSet');
    const call = (parameters: Record<string, string>) => ({
      service: 'SES',
      action: 'setActiveReceiptRuleSet',
      parameters,
      physicalResourceId: PhysicalResourceId.of('active-receipt-rule-set'),
    });
    const activation = new AwsCustomResource(this, 'Activation', {
      onCreate: call({ RuleSetName: ruleSet.receiptRuleSetName }),
      onUpdate: call({ RuleSetName: ruleSet.receiptRuleSetName }),
      onDelete: call({}),
      installLatestAwsSdk: false,
      logGroup: new LogGroup(this, 'ActivationLog', {
        retention: config.retention.logDays as RetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({ actions: ['ses:SetActiveReceiptRuleSet'], resources: ['*'] }),
      ]),
    });
    acknowledge(activation, { 'AwsSolutions-IAM5[Resource::*]': 'ses:SetActiveReceiptRuleSet names no resource.' });
    return ruleSet;
  }
}

const mailHost = `inbound-smtp.${Aws.REGION}.amazonaws.com`;
