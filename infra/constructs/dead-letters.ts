import { CfnOutput, Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLettersOutput } from '../operate/stack-outputs.ts';
import { acknowledge } from './allow.ts';
import { ALARM_PERIOD, type Alarms, type ErrorImpact } from './alarms.ts';
import type { DeskFunction } from './desk-function.ts';

export type DeadLettersProps = {
  readonly alarms: Alarms;
  /** Who loses something by each letter. */
  readonly of: 'customers' | 'agents';
  readonly errorImpact: ErrorImpact;
};

/**
 * A queue for what couldn't be done, of all functions whose failures cost the same people something: kept for 14 days,
 * the longest that SQS can, and an alarm from the first letter on. Each letter tells where it comes from; `npm run
 * redrive` lists them by function, and sends them again.
 */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { alarms, of, errorImpact }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    acknowledge(this.queue, { 'AwsSolutions-SQS3': 'This queue is itself where dead letters go.' });
    new CfnOutput(this, 'Url', {
      value: this.queue.queueUrl,
      description: `What ${of} lost: npm run redrive`,
    }).overrideLogicalId(deadLettersOutput(of));
    alarms.raise(this, 'Letters', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
      atLeast: 1,
      errorImpact,
    });
  }

  /**
   * Has what a function is given without anybody waiting for its answer tried twice more, and then put here. What could
   * not even be tried for six hours, because the account has no room for it, comes here too.
   */
  catchFailuresOf(fn: DeskFunction): void {
    fn.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      onFailure: new SqsDestination(this.queue),
    });
  }
}

/** The two queues of a stage, so that an operator who is woken knows whether to get up. */
export class StageDeadLetters extends Construct {
  readonly ofCustomers: DeadLetters;
  readonly ofAgents: DeadLetters;

  constructor(scope: Construct, id: string, { alarms }: { readonly alarms: Alarms }) {
    super(scope, id);
    this.ofCustomers = new DeadLetters(this, 'Customers', {
      alarms,
      of: 'customers',
      errorImpact:
        "A customer's mail made no ticket, or an answer did not leave: npm run redrive lists whose work it was, the runbook on dead letters what to do.",
    });
    this.ofAgents = new DeadLetters(this, 'Agents', {
      alarms,
      of: 'agents',
      errorImpact:
        'Agents are shown something old, or are not told something; customers lose nothing: npm run redrive lists whose work it was, the runbook on dead letters what to do.',
    });
  }
}
