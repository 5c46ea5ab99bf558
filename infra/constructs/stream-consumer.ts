import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
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
