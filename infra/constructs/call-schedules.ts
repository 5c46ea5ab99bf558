import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { allowAny } from './allow.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { DeskFunction } from './desk-function.ts';
import { giveWork, schedulerRole } from './function-triggers.ts';

type CallScheduleOutput = 'CallScheduleGroup' | 'RingCallsArn' | 'CallDeadLettersArn' | 'CallScheduleRoleArn';

export type CallSchedulesProps = {
  /** The function that is given each call at its time. */
  readonly ring: DeskFunction;
  readonly deadLetters: DeadLetters;
};

/**
 * One-time schedules, one for each open call at its time, that give the call to the function that rings. They are made
 * by another function, not by the template.
 */
export class CallSchedules extends Construct {
  private readonly group: ScheduleGroup;
  private readonly role: Role;
  private readonly outputs: Readonly<Record<CallScheduleOutput, string>>;

  constructor(scope: Construct, id: string, { ring, deadLetters }: CallSchedulesProps) {
    super(scope, id);
    this.group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    giveWork(ring, deadLetters);
    this.role = schedulerRole(this, ring, deadLetters);
    // What `npm run schedule-calls` looks for: schedules go with this group, and are made from the calls again.
    this.outputs = {
      CallScheduleGroup: this.group.scheduleGroupName,
      RingCallsArn: ring.lambda.functionArn,
      CallDeadLettersArn: deadLetters.queue.queueArn,
      CallScheduleRoleArn: this.role.roleArn,
    };
    for (const [name, value] of Object.entries(this.outputs))
      new CfnOutput(this, name, { value, description: 'Reserved calls: npm run schedule-calls' }).overrideLogicalId(
        name,
      );
  }

  /** The environment of a function that makes schedules. */
  get environment(): Readonly<Record<string, string>> {
    return {
      SCHEDULE_GROUP: this.outputs.CallScheduleGroup,
      RING_CALLS_ARN: this.outputs.RingCallsArn,
      DEAD_LETTERS_ARN: this.outputs.CallDeadLettersArn,
      SCHEDULER_ROLE_ARN: this.outputs.CallScheduleRoleArn,
    };
  }

  /** Creating, changing and deleting schedules of this group, and passing the role that gives the calls away. */
  grantScheduling(fn: DeskFunction): void {
    const schedules = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${this.group.scheduleGroupName}/*`,
    });
    allowAny(
      fn,
      ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
      schedules,
      'Schedules are named by their call; only those of this one group.',
    );
    fn.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }
}
