import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { acknowledge, allow } from './allow.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import { DeadLetters } from './work-queue.ts';
import type { DeskFunction } from './desk-function.ts';

export type StreamConsumerProps = {
  readonly fn: DeskFunction;
  readonly alarms: Alarms;
  readonly table: ITable;
  /** The rows that concern the function, as a filter of Lambda's event source mappings. */
  readonly filter: Record<string, unknown>;
};

/**
 * A function that follows a table's stream: a failing record is tried again with those behind it waiting, then goes to
 * the dead letters and the stream goes on.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, { fn, alarms, table, filter }: StreamConsumerProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', { alarms, of: fn.name, errorImpact: fn.errorImpact });
    fn.lambda.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 50,
        parallelizationFactor: 1,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        onFailure: new SqsDlq(deadLetters.queue),
        filters: [filter],
      }),
    );
    acknowledge(fn, {
      'AwsSolutions-IAM5[Resource::*]':
        'dynamodb:ListStreams names no resource; Lambda asks for it to follow a stream.',
    });
    alarms.raise(this, 'Age', {
      metric: fn.lambda.metric('IteratorAge', { period: ALARM_PERIOD, statistic: 'Maximum' }),
      atLeast: Duration.minutes(5).toMilliseconds(),
      errorImpact: `Late by five minutes and more: ${fn.errorImpact}`,
    });
  }
}

export type TimedRunProps = {
  readonly alarms: Alarms;
  readonly fn: DeskFunction;
  /** Minutes between two runs. */
  readonly minutes: number;
};

/**
 * A function that runs again and again. A run that fails is tried twice more and is then a dead letter; the next one
 * comes all the same.
 */
export class TimedRun extends Construct {
  constructor(scope: Construct, id: string, { alarms, fn, minutes }: TimedRunProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', { alarms, of: fn.name, errorImpact: fn.errorImpact });
    fn.lambda.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(deadLetters.queue) });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    allow(role, ['lambda:InvokeFunction'], [fn.lambda.functionArn]);
    new CfnSchedule(this, 'Schedule', {
      scheduleExpression: `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn: fn.lambda.functionArn, roleArn: role.roleArn },
    });
  }
}
