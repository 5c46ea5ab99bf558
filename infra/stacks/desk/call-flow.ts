import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CallSchedules } from '../../constructs/call-schedules.ts';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction, type Surroundings } from '../../constructs/desk-function.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';

export type CallFlowProps = { readonly surroundings: Surroundings; readonly data: DataStack; readonly bus: DeskBus };

/** Events after which a reserved call rings at another time, or not at all. */
const SCHEDULED = ['CallReserved.v1', 'CallChanged.v1', 'CallDone.v1', 'CallCancelled.v1'];

/** Reserved calls: a schedule for each open one, and the function that runs when it is due. */
export class CallFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, bus }: CallFlowProps) {
    super(scope, id);
    const { alarms } = surroundings;
    const ring = new DeskFunction(this, 'Ring', {
      ...surroundings,
      name: 'ring-calls',
      description: 'Tells that reserved calls are due, once each',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name },
      errorImpact:
        'Agents are not told when a reserved call is due, and customers are not called back; the list of open calls still shows them.',
    });
    data.desk.grantRowWrites(ring);
    // A message that comes a little early goes back to the queue until its time; that is no failure. Two at
    // once ring twenty calls in about a second.
    const dueCalls = new WorkQueue(this, 'Due', {
      alarms,
      consumer: ring,
      maxConcurrency: 2,
      maxReceiveCount: 10,
      alarmAge: Duration.minutes(5),
    });
    ring.lambda.addEnvironment('DUE_CALLS_QUEUE_URL', dueCalls.queue.queueUrl);

    const schedules = new CallSchedules(this, 'Schedules', { queue: dueCalls });
    const schedule = new DeskFunction(this, 'Schedule', {
      ...surroundings,
      name: 'schedule-calls',
      description: 'Keeps a schedule for each open call',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name, ...schedules.environment },
      errorImpact:
        'Reserved calls that agents made or moved do not ring at their time; the list of open calls still shows them.',
    });
    data.desk.grantLookups(schedule);
    schedules.grantScheduling(schedule);
    // Two at once: EventBridge Scheduler slows down who asks it too often, and a call is minutes away at least.
    bus.deliver(
      'Calls',
      new WorkQueue(this, 'ToSchedule', {
        alarms,
        consumer: schedule,
        maxConcurrency: 2,
        maxReceiveCount: 10,
        alarmAge: Duration.minutes(5),
      }),
      { detailType: SCHEDULED },
    );
  }
}
