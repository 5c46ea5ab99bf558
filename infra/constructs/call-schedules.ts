import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow, allowAny } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';
import type { WorkQueue } from './work-queue.ts';

/**
 * One-time schedules, one for each open call at its time, that put the call into a queue. They are made by a function,
 * not by the template.
 */
export class CallSchedules extends Construct {
  private readonly group: ScheduleGroup;
  private readonly role: Role;
  private readonly queue: IQueue;
  private readonly deadLetters: IQueue;

  constructor(scope: Construct, id: string, { queue }: { readonly queue: WorkQueue }) {
    super(scope, id);
    this.queue = queue.queue;
    this.group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    this.deadLetters = queue.deadLetters;
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    allow(this.role, ['sqs:SendMessage'], [this.queue.queueArn, this.deadLetters.queueArn]);
    // What `npm run schedule-calls` looks for: schedules go with this group, and are made from the calls again.
    const outputs = {
      CallScheduleGroup: this.group.scheduleGroupName,
      DueCallsQueueArn: this.queue.queueArn,
      DueCallsDeadLettersArn: this.deadLetters.queueArn,
      CallScheduleRoleArn: this.role.roleArn,
    };
    for (const [name, value] of Object.entries(outputs))
      new CfnOutput(this, name, { value, description: 'Reserved calls: npm run schedule-calls' }).overrideLogicalId(
        name,
      );
  }

  /** The environment of a function that makes schedules. */
  get environment(): Readonly<Record<string, string>> {
    return {
      SCHEDULE_GROUP: this.group.scheduleGroupName,
      DUE_CALLS_QUEUE_ARN: this.queue.queueArn,
      DEAD_LETTERS_ARN: this.deadLetters.queueArn,
      SCHEDULER_ROLE_ARN: this.role.roleArn,
    };
  }

  /** Creating and deleting schedules of this group, and passing the role that writes to the queue. */
  grantScheduling(fn: DeskFunction): void {
    const schedules = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${this.group.scheduleGroupName}/*`,
    });
    allowAny(
      fn,
      ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule'],
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
