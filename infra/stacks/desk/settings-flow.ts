import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import type { DataStack } from '../data-stack.ts';
import type { FrontStack } from '../front-stack.ts';

export type SettingsFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly front: FrontStack;
  readonly bus: DeskBus;
};

/** Stops triggers that name something that is gone, and tells administrators. */
export class SettingsFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, front, bus }: SettingsFlowProps) {
    super(scope, id);
    const { deadLetters } = surroundings;
    const check = new DeskFunction(this, 'CheckTriggers', {
      ...surroundings,
      name: 'check-triggers',
      description: 'Stops triggers that name an agent, a group, a category or a field that is gone',
      timeout: Duration.seconds(60),
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        LIVE_ENDPOINT: front.live.endpoint,
      },
    });
    data.desk.grantTriggerStops(check);
    data.sessions.grantAudience(check);
    front.live.grantPush(check);
    // What makes a difference to triggers alone: agents switch their assignment all day.
    bus.give(
      'Settings',
      check,
      deadLetters.ofAgents,
      {
        detailType: ['AgentChanged.v1', 'GroupChanged.v1'],
        detail: { data: { action: ['changed', 'removed'], changed: ['active', 'groupIds'] } },
      },
      {
        detailType: ['SettingsChanged.v1'],
        detail: { data: { subject: { kind: ['category', 'field'] }, action: ['changed', 'removed'] } },
      },
    );
  }
}
