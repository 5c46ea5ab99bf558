import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import { simulatorsOf } from '../../constructs/simulators-of.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';

export type OutwardFlowProps = { readonly surroundings: Surroundings; readonly data: DataStack; readonly bus: DeskBus };

/** Tries of a call before its message becomes a dead letter: for faults of the desk, not of receivers. */
const TRIES = 10;

/** What triggers send to others' systems: URL calls and messenger notices. */
export class OutwardFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, bus }: OutwardFlowProps) {
    super(scope, id);
    const { config, alarms, deadLetters } = surroundings;
    const call = new DeskFunction(this, 'Call', {
      ...surroundings,
      name: 'call-urls',
      description: 'Calls URLs and sends messenger notices that triggers ordered',
      timeout: Duration.seconds(20),
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        DATA_KEY_ID: data.keys.dataKeyId,
        TRIES: String(TRIES),
        ...simulatorsOf(config),
      },
    });
    data.desk.grantRowWrites(call);
    data.sessions.grantHookPaces(call);
    data.keys.grantOpening(call);
    // One at a time: a receiver may take ten of the function's twenty seconds, and must not hold up others. Ten at
    // once: a receiver that hangs takes one of them for each of its calls. A message is replaced before it is
    // 75 minutes old, so an older one is one that nobody works on.
    const calls = new WorkQueue(this, 'ToCall', {
      alarms,
      deadLetters: deadLetters.ofAgents,
      consumer: call,
      batchSize: 1,
      maxConcurrency: 10,
      maxReceiveCount: TRIES,
      alarmAge: Duration.minutes(90),
      errorImpact: 'Systems of the organization that triggers call, and messenger channels, are not told of tickets.',
    });
    calls.grantRepeating();
    call.lambda.addEnvironment('CALL_URLS_QUEUE_URL', calls.queue.queueUrl);
    bus.deliver('CallsToMake', calls, {
      detailType: ['OutwardOrdered.v1'],
      detail: { data: { outwardId: [{ exists: true }] } },
    });
  }
}
