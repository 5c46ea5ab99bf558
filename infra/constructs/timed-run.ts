import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { allow } from './allow.ts';
import { DeadLetters } from './dead-letters.ts';
import type { DeskFunction } from './desk-function.ts';

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
