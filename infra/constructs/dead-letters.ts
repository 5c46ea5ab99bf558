import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD, type Alarms, type ErrorImpact } from './alarms.ts';
import { deadLettersOutput } from '../operate/queue-outputs.ts';
import { acknowledge } from './acknowledge.ts';

export type DeadLettersProps = {
  readonly alarms: Alarms;
  /** The function that failed in what lies here, by its folder's name. */
  readonly of: string;
  /** What a user lost with each letter that lies here. */
  readonly errorImpact: ErrorImpact;
};

/**
 * A queue for what couldn't be done: kept for 14 days, the longest that SQS can, and an alarm from the first letter on.
 * `npm run redrive` sends them again.
 */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    acknowledge(this.queue, { 'AwsSolutions-SQS3': 'This queue is itself where dead letters go.' });
    new CfnOutput(this, 'Url', {
      value: this.queue.queueUrl,
      description: `Dead letters of ${props.of}: npm run redrive`,
    }).overrideLogicalId(deadLettersOutput(props.of));
    props.alarms.raise(this, 'Letters', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
      atLeast: 1,
      errorImpact: props.errorImpact,
    });
  }
}
