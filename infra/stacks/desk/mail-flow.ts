import { CfnOutput, Duration } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { InboundMail } from '../../constructs/inbound-mail.ts';
import { OutboundMail } from '../../constructs/outbound-mail.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';
import type { FrontStack } from '../front-stack.ts';

export type MailFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly front: FrontStack;
  readonly bus: DeskBus;
};

/** Events that can carry a mail, to the customer or of a trigger. */
const MAILED = ['TicketResolved.v1', 'TicketPended.v1', 'MailOrdered.v1', 'MailRequeued.v1'];
/** Tries of a mail before its message becomes a dead letter. */
const TRIES = 20;
/** Deliveries of a message before the watch of its mail becomes a dead letter. */
const LOOKS = 10;
const ORDERS = { detailType: MAILED, detail: { data: { mailId: [{ exists: true }] } } };

/** Incoming mail, outgoing mail, and the feedback of SES about it. */
export class MailFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, front, bus }: MailFlowProps) {
    super(scope, id);
    const { config, alarms, deadLetters } = surroundings;
    const { lateSeconds, giveUpSeconds, heldSeconds, settleSeconds } = config.timings;
    const patience = {
      LATE_SECONDS: String(lateSeconds),
      GIVE_UP_SECONDS: String(giveUpSeconds),
      HELD_SECONDS: String(heldSeconds),
      SETTLE_SECONDS: String(settleSeconds),
    };
    const zone =
      config.mailZone &&
      PublicHostedZone.fromPublicHostedZoneAttributes(this, 'Zone', {
        hostedZoneId: config.mailZone.id,
        zoneName: config.mailZone.name,
      });

    const receive = new DeskFunction(this, 'Receive', {
      ...surroundings,
      name: 'receive-mail',
      description: 'Makes tickets and replies of mails',
      timeout: Duration.seconds(60),
      memory: 1769,
      environment: {
        DESK_TABLE: data.desk.name,
        RAW_MAIL_BUCKET: data.rawMail.name,
        ATTACHMENTS_BUCKET: data.attachments.name,
        DATA_KEY_ID: data.keys.dataKeyId,
        ...(data.keys.earlierReplyKeyId && { EARLIER_REPLY_KEY_ID: data.keys.earlierReplyKeyId }),
      },
    });
    data.desk.grantArrivals(receive);
    data.rawMail.grantReads(receive);
    data.attachments.grantWrites(receive);
    data.keys.grantReplyVerifying(receive);
    const inbound = new InboundMail(this, 'In', { surroundings, rawMail: data.rawMail, receiver: receive, zone });

    const outbound = new OutboundMail(this, 'Out', { config, zone });
    const send = new DeskFunction(this, 'Send', {
      ...surroundings,
      name: 'send-mail',
      description: 'Sends the mails that decisions ordered, once each',
      timeout: Duration.seconds(20),
      memory: 1024,
      environment: {
        DESK_TABLE: data.desk.name,
        ATTACHMENTS_BUCKET: data.attachments.name,
        DATA_KEY_ID: data.keys.dataKeyId,
        CONFIGURATION_SET: outbound.configurationSetName,
        ...patience,
        THROTTLED_SECONDS: String(config.timings.throttledSeconds),
        QUOTA_SECONDS: String(config.timings.quotaSeconds),
        TRIES: String(TRIES),
        CONSOLE_URL: front.site.url,
      },
    });
    data.desk.grantRowWrites(send);
    data.desk.grantThreads(send);
    data.attachments.grantReads(send);
    data.keys.grantReplySigning(send);
    outbound.grantSends(send);
    // A mail that waits to be settled comes back many times before it is a failure; what SES's limits hold up doesn't
    // count. One mail at a time: asking SES may take ten of the function's twenty seconds, and a mail that hangs must
    // not hold up others. Five at once: about the 14 mails a second that SES takes from a new account.
    const mailsToSend = new WorkQueue(this, 'ToSend', {
      alarms,
      deadLetters: deadLetters.ofCustomers,
      consumer: send,
      batchSize: 1,
      maxConcurrency: 5,
      maxReceiveCount: TRIES,
      alarmAge: Duration.minutes(15),
      errorImpact: 'Customers do not get the answers that agents sent.',
    });
    mailsToSend.grantRepeating();
    send.lambda.addEnvironment('SEND_MAIL_QUEUE_URL', mailsToSend.queue.queueUrl);
    bus.deliver('MailsToSend', mailsToSend, ORDERS);

    // On its own: no fault of what sends (role, code, queue) keeps the ticket from saying that its mail has not left.
    const watch = new DeskFunction(this, 'Watch', {
      ...surroundings,
      name: 'watch-mails',
      description: 'Tells on tickets which mails have not left in time',
      timeout: Duration.seconds(20),
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        ...patience,
        TRIES: String(LOOKS),
      },
    });
    data.desk.grantRowWrites(watch);
    // A mail that waits is looked at two or three times; the rest of its tries are for faults. Where it waits for
    // hours, every fifth look is made by a new message: none grows older than five times what a mail is given. Two at
    // once: a look is two reads, and nobody waits for it.
    const mailsToWatch = new WorkQueue(this, 'ToWatch', {
      alarms,
      deadLetters: deadLetters.ofAgents,
      consumer: watch,
      delay: Duration.seconds(lateSeconds),
      maxConcurrency: 2,
      maxReceiveCount: LOOKS,
      alarmAge: Duration.seconds((LOOKS / 2) * giveUpSeconds + 15 * 60),
      errorImpact: 'Agents are not told that a mail waits or has failed, and cannot have it sent again.',
    });
    mailsToWatch.grantRepeating();
    watch.lambda.addEnvironment('WATCH_MAILS_QUEUE_URL', mailsToWatch.queue.queueUrl);
    bus.deliver('MailsToWatch', mailsToWatch, ORDERS);

    const settle = new DeskFunction(this, 'Settle', {
      ...surroundings,
      name: 'settle-mail',
      description: 'Writes what SES says of a mail onto its ticket',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name },
    });
    data.desk.grantSettling(settle);
    // Five batches at once: SES tells two things of each mail, and all must be written before a mail of unknown fate is
    // sent again.
    outbound.settleBy(
      new WorkQueue(this, 'ToSettle', {
        alarms,
        deadLetters: deadLetters.ofAgents,
        consumer: settle,
        maxConcurrency: 5,
        maxReceiveCount: 5,
        alarmAge: Duration.minutes(5),
        errorImpact: 'Agents do not learn that a mail was delivered or bounced, and a mail may be sent a second time.',
      }),
    );

    new CfnOutput(this, 'MailExchanger', {
      value: `${config.mailDomain} MX 10 ${inbound.host}`,
      description: 'DNS record that brings mail to the desk',
    });
  }
}
