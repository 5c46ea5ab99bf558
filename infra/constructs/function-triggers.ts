import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { acknowledge, allow } from './allow.ts';
import { ALARM_PERIOD, type Alarms, type ErrorImpact } from './alarms.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { DeskFunction } from './desk-function.ts';
import type { FailedRecords } from './failed-records.ts';
import { workOutput } from '../operate/stack-outputs.ts';

export type StreamConsumerProps = {
  readonly fn: DeskFunction;
  readonly alarms: Alarms;
  /** Where letters tell of failed records. */
  readonly deadLetters: DeadLetters;
  /** What a user loses while records wait. */
  readonly errorImpact: ErrorImpact;
  readonly table: ITable;
  /** The rows that concern the function, as a filter of Lambda's event source mappings. */
  readonly filter: Record<string, unknown>;
  /** Where records go that the function could not work off. */
  readonly failedRecords: FailedRecords;
  /** Tries of a record that fails alone. Default: until it is nearly as old as the stream keeps records. */
  readonly retryAttempts?: number;
};

/** A stream keeps records for a day, and Lambda can only pass on those that it can still read. */
const OLDEST_RECORD = Duration.hours(23);

/**
 * A function that follows a table's stream: a failing record is tried again with those behind it waiting, then lies
 * whole among the failed records, a dead letter tells of it, and the stream goes on. `npm run redrive` gives it to the
 * function again.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { fn, alarms, deadLetters, errorImpact, table, filter, failedRecords, retryAttempts = -1 } = props;
    failedRecords.grantKeeping(fn);
    fn.lambda.addEnvironment('FAILED_RECORDS', failedRecords.name);
    fn.lambda.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 50,
        parallelizationFactor: 1,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts,
        maxRecordAge: OLDEST_RECORD,
        // CDK's own destination would let the function read and delete as well.
        onFailure: { bind: () => ({ destination: failedRecords.arn }) },
        filters: [filter],
      }),
    );
    acknowledge(fn, {
      'AwsSolutions-IAM5[Resource::*]':
        'dynamodb:ListStreams names no resource; Lambda asks for it to follow a stream.',
    });
    // A metric that tells of new objects would cost each month; a letter for each costs nothing, and stays until it is
    // redriven.
    new Rule(this, 'Failed', {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [failedRecords.name] } },
      },
      targets: [new SqsQueue(deadLetters.queue)],
    });
    new CfnOutput(this, 'FailedRecords', {
      value: failedRecords.name,
      description: `Failed records of ${fn.name}: npm run redrive`,
    }).overrideLogicalId(workOutput('failedRecords', fn.name));
    new CfnOutput(this, 'Consumer', {
      value: fn.lambda.functionArn,
      description: `${fn.name}, which follows a stream`,
    }).overrideLogicalId(workOutput('consumerArn', fn.name));
    alarms.raise(this, 'Age', {
      metric: fn.lambda.metric('IteratorAge', { period: ALARM_PERIOD, statistic: 'Maximum' }),
      atLeast: Duration.minutes(5).toMilliseconds(),
      errorImpact: `Late by five minutes and more: ${errorImpact}`,
    });
  }
}

/**
 * Work that a function is given by name, without a queue between: for what comes seldom, since Lambda asks a queue all
 * day long whether there is something. What fails is tried twice more, then a dead letter. Said once of a function,
 * whatever gives it work.
 */
export const giveWork = (fn: DeskFunction, deadLetters: DeadLetters): void => {
  if (fn.node.tryFindChild('Work') !== undefined) return;
  deadLetters.catchFailuresOf(fn);
  new CfnOutput(fn, 'Work', {
    value: fn.lambda.functionArn,
    description: `${fn.name}, whose work comes one by one`,
  }).overrideLogicalId(workOutput('functionArn', fn.name));
};

/** A role by which EventBridge Scheduler gives a function its work, and dead letters what it could not give it. */
export const schedulerRole = (scope: Construct, fn: DeskFunction, deadLetters: DeadLetters): Role => {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });
  allow(role, ['lambda:InvokeFunction'], [fn.lambda.functionArn]);
  allow(role, ['sqs:SendMessage'], [deadLetters.queue.queueArn]);
  return role;
};

export type TimedRunProps = {
  readonly deadLetters: DeadLetters;
  readonly fn: DeskFunction;
  /** Minutes between two runs. */
  readonly minutes: number;
  /** What the function is given, as JSON: of one that is given other work, too. */
  readonly input?: object;
};

/**
 * A function that runs again and again. A run that fails is tried twice more and is then a dead letter, as is one that
 * the scheduler couldn't begin for a day; the next one comes all the same.
 */
export class TimedRun extends Construct {
  constructor(scope: Construct, id: string, { deadLetters, fn, minutes, input }: TimedRunProps) {
    super(scope, id);
    giveWork(fn, deadLetters);
    new CfnSchedule(this, 'Schedule', {
      scheduleExpression: `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: fn.lambda.functionArn,
        roleArn: schedulerRole(this, fn, deadLetters).roleArn,
        ...(input && { input: JSON.stringify(input) }),
        deadLetterConfig: { arn: deadLetters.queue.queueArn },
      },
    });
  }
}
