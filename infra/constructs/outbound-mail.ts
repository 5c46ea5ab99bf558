import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { IPublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { ConfigurationSet, EmailIdentity, EmailSendingEvent, EventDestination, Identity } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { allow, allowAny } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';
import type { WorkQueue } from './work-queue.ts';

export type OutboundMailProps = {
  readonly config: StageConfig;
  /** Where the DKIM records are made, if they are ours to make and the zone is the mail domain's own. */
  readonly zone: IPublicHostedZone | undefined;
};

/** Outgoing mail from the stage's domain, and SES's feedback about it. */
export class OutboundMail extends Construct {
  private readonly identity: EmailIdentity;
  private readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { config, zone }: OutboundMailProps) {
    super(scope, id);
    const own = zone?.zoneName === config.mailDomain ? zone : undefined;
    this.identity = new EmailIdentity(this, 'Identity', {
      identity: own ? Identity.publicHostedZone(own) : Identity.domain(config.mailDomain),
    });
    this.configurationSet = new ConfigurationSet(this, 'Mails');
    if (own) return;
    this.identity.dkimRecords.forEach(({ name, value }, index) => {
      new CfnOutput(this, `Dkim${String(index + 1)}`, {
        value: `${name} CNAME ${value}`,
        description: 'DNS record that signs the mails of the desk',
      });
    });
  }

  get configurationSetName(): string {
    return this.configurationSet.configurationSetName;
  }

  grantSends(fn: DeskFunction): void {
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSetName,
    });
    const anyIdentity = Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' });
    allow(fn, ['ses:SendRawEmail'], [configurationSetArn]);
    allowAny(
      fn,
      ['ses:SendRawEmail'],
      anyIdentity,
      'Services write from addresses that their administrators have verified while the stage runs.',
    );
  }

  /**
   * Puts all that SES tells of our mails into a queue, in SNS's envelope: its message id is what duplicates are known
   * by.
   */
  settleBy(queue: WorkQueue): void {
    const topic = new Topic(this, 'Told', { enforceSSL: true });
    this.configurationSet.addEventDestination('Told', {
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
        EmailSendingEvent.DELIVERY_DELAY,
      ],
    });
    topic.addSubscription(new SqsSubscription(queue.queue));
  }
}

/** Verifying addresses and asking whether they are verified. SES has no resources for these calls. */
export const grantSenderVerification = (fn: DeskFunction): void => {
  allowAny(
    fn,
    ['ses:GetIdentityVerificationAttributes', 'ses:VerifyEmailIdentity'],
    '*',
    'SES knows no resource for these two calls.',
  );
};
