import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { ALARM_PERIOD, type Alarms, type ErrorImpact } from './alarms.ts';
import { deadLettersOutput, workQueueOutput } from '../operate/stack-outputs.ts';
import { acknowledge, allow } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';

export type DeadLettersProps = {
  readonly alarms: Alarms;
  /** The folder's name of the function whose failed messages come here. */
  readonly of: string;
  /** What a user loses with each dead letter. */
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

export type WorkQueueProps = {
  readonly alarms: Alarms;
  readonly consumer: DeskFunction;
  /** Messages that the function is given at once; all of them must fit into its time limit. Default 10. */
  readonly batchSize?: number;
  /**
   * Batches that are worked on at the same time, 2 to 1,000: of a long queue the function leaves the account's other
   * executions to those who wait for an answer.
   */
  readonly maxConcurrency: number;
  /** Delay before a message is first given to the function. Default: none. */
  readonly delay?: Duration;
  /** Tries of a message before it becomes a dead letter. */
  readonly maxReceiveCount: number;
  /** The alarm rises when a message has waited this long. */
  readonly alarmAge: Duration;
};

/** A queue for one function, with dead letters. A failed message fails alone, not with its batch. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  /** Where messages end that the function couldn't handle, and those that couldn't be brought into the queue. */
  readonly deadLetters: Queue;
  private readonly consumer: DeskFunction;

  constructor(
    scope: Construct,
    id: string,
    { alarms, consumer, batchSize = 10, maxConcurrency, delay, maxReceiveCount, alarmAge }: WorkQueueProps,
  ) {
    super(scope, id);
    this.consumer = consumer;
    const { errorImpact } = consumer;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { alarms, of: consumer.name, errorImpact }).queue;
    this.queue = new Queue(this, 'Queue', {
      // Lambda's advice: six times the function's time limit. For so long it tries a throttled batch again; then its
      // messages are received once more, and that counts as a try.
      visibilityTimeout: Duration.seconds(6 * consumer.timeout.toSeconds()),
      ...(delay ? { deliveryDelay: delay } : {}),
      // Dead letters keep the age of their message: less here leaves ten of their fourteen days to redrive them.
      retentionPeriod: Duration.days(4),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
    consumer.lambda.addEventSource(
      new SqsEventSource(this.queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }),
    );
    new CfnOutput(this, 'Url', {
      value: this.queue.queueUrl,
      description: `Work of ${consumer.name}`,
    }).overrideLogicalId(workQueueOutput(consumer.name));
    alarms.raise(this, 'Age', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD }),
      atLeast: alarmAge.toSeconds(),
      errorImpact: `Late: ${errorImpact}`,
    });
  }

  /** Lets the consumer put a message in the place of one that has to wait without using up its tries. */
  grantRepeating(): void {
    allow(this.consumer, ['sqs:SendMessage'], [this.queue.queueArn]);
  }
}
