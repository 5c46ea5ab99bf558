import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { ALARM_PERIOD, type Alarms, type ErrorImpact } from './alarms.ts';
import { workOutput } from '../operate/stack-outputs.ts';
import { allow } from './allow.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { DeskFunction } from './desk-function.ts';

export type WorkQueueProps = {
  readonly alarms: Alarms;
  /** Where messages end that the function couldn't handle, and those that couldn't be brought into the queue. */
  readonly deadLetters: DeadLetters;
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
  /** What a user loses while messages wait. */
  readonly errorImpact: ErrorImpact;
};

/** A queue for one function, with dead letters. A failed message fails alone, not with its batch. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  /** Also for what could not be brought into the queue. */
  readonly deadLetters: Queue;
  readonly consumer: DeskFunction;

  constructor(
    scope: Construct,
    id: string,
    {
      alarms,
      deadLetters,
      consumer,
      batchSize = 10,
      maxConcurrency,
      delay,
      maxReceiveCount,
      alarmAge,
      errorImpact,
    }: WorkQueueProps,
  ) {
    super(scope, id);
    this.consumer = consumer;
    this.deadLetters = deadLetters.queue;
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
    }).overrideLogicalId(workOutput('queueUrl', consumer.name));
    alarms.raise(this, 'Age', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD }),
      atLeast: alarmAge.toSeconds(),
      errorImpact: `Late: ${errorImpact}`,
    });
  }

  /** Lets another function than the bus bring work. */
  grantGiving(fn: DeskFunction): void {
    allow(fn, ['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /** Lets the consumer put a message in the place of one that has to wait without using up its tries. */
  grantRepeating(): void {
    allow(this.consumer, ['sqs:SendMessage'], [this.queue.queueArn]);
  }
}
