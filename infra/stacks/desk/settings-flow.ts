import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';

export type SettingsFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly bus: DeskBus;
};

/** Stops triggers that name something that is gone. */
export class SettingsFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, bus }: SettingsFlowProps) {
    super(scope, id);
    const { alarms, deadLetters } = surroundings;
    const check = new DeskFunction(this, 'CheckTriggers', {
      ...surroundings,
      name: 'check-triggers',
      description: 'Stops triggers that name an agent, a group, a category or a field that is gone',
      timeout: Duration.seconds(60),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name },
    });
    data.desk.grantTriggerStops(check);
    const changed = new WorkQueue(this, 'Changed', {
      alarms,
      deadLetters: deadLetters.ofAgents,
      consumer: check,
      maxConcurrency: 2,
      maxReceiveCount: 10,
      alarmAge: Duration.minutes(30),
      errorImpact:
        'Triggers that name something that is gone never fire, but the list shows them as in use, and nobody is told.',
    });
    // What makes a difference to triggers alone: agents switch their assignment all day.
    bus.deliver('People', changed, {
      detailType: ['AgentChanged.v1', 'GroupChanged.v1'],
      detail: { data: { action: ['changed', 'removed'], changed: ['active', 'groupIds'] } },
    });
    bus.deliver('Settings', changed, {
      detailType: ['SettingsChanged.v1'],
      detail: { data: { subject: { kind: ['category', 'field'] }, action: ['changed', 'removed'] } },
    });
  }
}
