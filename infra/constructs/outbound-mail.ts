import { Aws, CfnOutput, Stack } from 'aws-cdk-lib';
import type { IPublicHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { invitationSender } from '../../shared/domain/mail/invitation-mail.ts';
import { dmarcRecord, SES_SPF } from '../../shared/domain/mail/sender-domain.ts';
import type { StageConfig } from '../config.ts';
import { feedbackHost, mailFromDomain } from '../mail-regions.ts';
import { workOutput } from '../operate/stack-outputs.ts';
import { allow, allowAny } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';
import type { WorkQueue } from './work-queue.ts';

export type OutboundMailProps = {
  readonly config: StageConfig;
  /** Where the records of DKIM and MAIL FROM are made, if they are ours to make and the zone is the domain's own. */
  readonly zone: IPublicHostedZone | undefined;
};

const anyIdentityOf = (scope: Construct): string =>
  Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' });

/** Outgoing mail from the stage's domain, and SES's feedback about it. */
export class OutboundMail extends Construct {
  private readonly identity: EmailIdentity;
  private readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { config, zone }: OutboundMailProps) {
    super(scope, id);
    const mailFrom = mailFromDomain(config.mailDomain);
    const own = zone?.zoneName === config.mailDomain ? zone : undefined;
    this.identity = new EmailIdentity(this, 'Identity', {
      identity: own ? Identity.publicHostedZone(own) : Identity.domain(config.mailDomain),
      mailFromDomain: mailFrom,
      // Until its records are there mails leave under SES's own domain.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      // The configuration set tells of bounces and complaints; forwarded to the sender, each would come in as mail too.
      feedbackForwarding: false,
    });
    this.configurationSet = new ConfigurationSet(this, 'Mails');
    // Never made in the zone: a domain has one, and there may be one already.
    new CfnOutput(this, 'Dmarc', {
      value: `_dmarc.${config.mailDomain} TXT "${dmarcRecord(config.alarmAddress)}"`,
      description: 'DNS record that has others report who writes in the name of the desk',
    });
    if (own) return;
    this.identity.dkimRecords.forEach(({ name, value }, index) => {
      new CfnOutput(this, `Dkim${String(index + 1)}`, {
        value: `${name} CNAME ${value}`,
        description: 'DNS record that signs the mails of the desk',
      });
    });
    new CfnOutput(this, 'MailFromExchanger', {
      value: `${mailFrom} MX 10 ${feedbackHost(Aws.REGION)}`,
      description: 'DNS record that brings bounces of the mails of the desk to SES',
    });
    new CfnOutput(this, 'MailFromSpf', {
      value: `${mailFrom} TXT "${SES_SPF}"`,
      description: 'DNS record that lets SES send the mails of the desk',
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
    allow(fn, ['ses:SendRawEmail'], [configurationSetArn]);
    allowAny(
      fn,
      ['ses:SendRawEmail'],
      anyIdentityOf(this),
      'Services write from addresses that their administrators have verified while the stage runs.',
    );
  }

  /**
   * Puts all that SES tells of our mails into a queue, in SNS's envelope: its message id is what duplicates are known
   * by. What can't be brought there is a dead letter in the same envelope.
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
    topic.addSubscription(new SqsSubscription(queue.queue, { deadLetterQueue: queue.deadLetters }));
    new CfnOutput(this, 'ToldBy', {
      value: topic.topicArn,
      description: `Brings ${queue.consumer.name} its work`,
    }).overrideLogicalId(workOutput('topicArn', queue.consumer.name));
  }
}

/**
 * Verifying addresses and domains, asking whether they are verified (SES has no resources for these calls), and keeping
 * bounces of their mails from being sent to them.
 */
export const grantSenderVerification = (fn: DeskFunction): void => {
  allowAny(
    fn,
    [
      'ses:GetIdentityDkimAttributes',
      'ses:GetIdentityVerificationAttributes',
      'ses:VerifyDomainDkim',
      'ses:VerifyDomainIdentity',
      'ses:VerifyEmailIdentity',
    ],
    '*',
    'SES knows no resource for these calls.',
  );
  allowAny(
    fn,
    ['ses:PutEmailIdentityFeedbackAttributes'],
    anyIdentityOf(fn),
    'Addresses and domains are verified while the stage runs.',
  );
};

/**
 * Mailing an administrator a test of a layout or template, from the address that answers leave from, once SES says that
 * it is verified.
 */
export const grantTestMails = (fn: DeskFunction): void => {
  allowAny(fn, ['ses:GetIdentityVerificationAttributes'], '*', 'SES knows no resource for this call.');
  allowAny(
    fn,
    ['ses:SendRawEmail'],
    anyIdentityOf(fn),
    'Services write from addresses that their administrators have verified while the stage runs.',
  );
};

/** Mailing invitations from their one sender. */
export const grantInvitationMails = (fn: DeskFunction, mailDomain: string): void => {
  allowAny(
    fn,
    ['ses:SendRawEmail'],
    anyIdentityOf(fn),
    'In the sandbox SES asks for the right to the identities of recipients too; the condition leaves one sender.',
    { StringEquals: { 'ses:FromAddress': invitationSender(mailDomain) } },
  );
};
