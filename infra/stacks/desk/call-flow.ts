import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CallSchedules } from '../../constructs/call-schedules.ts';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import type { DataStack } from '../data-stack.ts';

export type CallFlowProps = { readonly surroundings: Surroundings; readonly data: DataStack; readonly bus: DeskBus };

/** Events after which a reserved call rings at another time, or not at all. */
const SCHEDULED = ['CallReserved.v1', 'CallChanged.v1', 'CallDone.v1', 'CallCancelled.v1'];

/** Reserved calls: a schedule for each open one, and the function that runs when it is due. */
export class CallFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, bus }: CallFlowProps) {
    super(scope, id);
    const { ofAgents } = surroundings.deadLetters;
    const ring = new DeskFunction(this, 'Ring', {
      ...surroundings,
      name: 'ring-calls',
      description: 'Tells that reserved calls are due, once each',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name },
    });
    data.desk.grantRowWrites(ring);

    const schedules = new CallSchedules(this, 'Schedules', { ring, deadLetters: ofAgents });
    const schedule = new DeskFunction(this, 'Schedule', {
      ...surroundings,
      name: 'schedule-calls',
      description: 'Keeps a schedule for each open call',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name, ...schedules.environment },
    });
    data.desk.grantLookups(schedule);
    schedules.grantScheduling(schedule);
    bus.give('Calls', schedule, ofAgents, { detailType: SCHEDULED });
  }
}
