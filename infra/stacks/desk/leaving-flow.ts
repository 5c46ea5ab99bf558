import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';
import type { FrontStack } from '../front-stack.ts';

export type LeavingFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly front: FrontStack;
  readonly bus: DeskBus;
};

/** Gives back the open tickets of agents who leave. */
export class LeavingFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, front, bus }: LeavingFlowProps) {
    super(scope, id);
    const { config, alarms, deadLetters } = surroundings;
    const giveBack = new DeskFunction(this, 'GiveBack', {
      ...surroundings,
      name: 'give-back-tickets',
      description: 'Gives open tickets of agents who left back to their groups',
      timeout: Duration.minutes(2),
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        LIVE_ENDPOINT: front.live.endpoint,
        LOOK_AGAIN_SECONDS: String(config.timings.leaversLookAgainSeconds),
      },
    });
    data.desk.grantGivingBack(giveBack);
    data.sessions.grantAudience(giveBack);
    front.live.grantPush(giveBack);
    // Each message comes twice at least, the second time when nobody can have given the leaver a ticket any more; many
    // tickets take more times. Two at once: who leaves has many tickets, and agents go on working beside it.
    const leavers = new WorkQueue(this, 'Leavers', {
      alarms,
      deadLetters: deadLetters.ofAgents,
      consumer: giveBack,
      batchSize: 1,
      maxConcurrency: 2,
      maxReceiveCount: 20,
      alarmAge: Duration.minutes(30),
      errorImpact:
        'Open tickets of agents who left stay with them, where nobody looks, until the customer writes again; administrators are not told.',
    });
    giveBack.lambda.addEnvironment('LEAVERS_QUEUE_URL', leavers.queue.queueUrl);
    bus.deliver('Left', leavers, {
      detailType: ['AgentChanged.v1', 'ServiceChanged.v1'],
      detail: { data: { action: ['changed'], changed: ['active', 'leaversTickets'] } },
    });
  }
}
