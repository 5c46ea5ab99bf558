import { Aws, CfnOutput, CustomResource, Duration } from 'aws-cdk-lib';
import { type IHostedZone, MxRecord } from 'aws-cdk-lib/aws-route53';
import { type IReceiptRuleSet, ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { Lambda, LambdaInvocationType } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';
import { inboundHost } from '../../shared/domain/mail/sender-domain.ts';
import { RULE_SET_OUTPUT } from '../operate/stack-outputs.ts';
import { allowAny } from './allow.ts';
import { DeskFunction } from './desk-function.ts';
import type { Surroundings } from './surroundings.ts';
import { giveWork } from './function-triggers.ts';
import type { RawMail } from './raw-mail.ts';

export type InboundMailProps = {
  readonly surroundings: Surroundings;
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
  constructor(scope: Construct, id: string, { surroundings, rawMail, receiver, zone }: InboundMailProps) {
    super(scope, id);
    const { config, deadLetters } = surroundings;
    giveWork(receiver, deadLetters.ofCustomers);
    const ruleSet = config.sharedReceiptRuleSet
      ? ReceiptRuleSet.fromReceiptRuleSetName(this, 'RuleSet', config.sharedReceiptRuleSet)
      : this.activeRuleSet(surroundings);
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
    new CfnOutput(this, 'RuleSetName', {
      value: ruleSet.receiptRuleSetName,
      description: 'The receipt rule set that must be the active one',
    }).overrideLogicalId(RULE_SET_OUTPUT);
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

  /** CloudFormation can make a rule set but not activate it: a function does, and never takes another's place. */
  private activeRuleSet(surroundings: Surroundings): IReceiptRuleSet {
    const ruleSet = new ReceiptRuleSet(this, 'RuleSet');
    const activate = new DeskFunction(this, 'Activate', {
      ...surroundings,
      name: 'activate-rule-set',
      description: "Activates the stage's receipt rule set, while it is deployed and deleted",
      timeout: Duration.seconds(30),
      memory: 256,
      environment: {},
    });
    allowAny(
      activate,
      ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'],
      '*',
      'SES knows no resource for these two calls.',
    );
    const active = new CustomResource(this, 'Active', {
      resourceType: 'Custom::ActiveReceiptRuleSet',
      serviceToken: activate.lambda.functionArn,
      // Lambda's two further tries come within three; without this CloudFormation waits for an hour.
      serviceTimeout: Duration.minutes(5),
      properties: { RuleSetName: ruleSet.receiptRuleSetName },
    });
    // With its rights and its log: it is called while the stack is made, and last while it is deleted.
    active.node.addDependency(activate);
    return ruleSet;
  }
}

const mailHost = inboundHost(Aws.REGION);
