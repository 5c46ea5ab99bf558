import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import { TimedMessage } from '../../constructs/function-triggers.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';

/** What the minute's look says (functions/distribute-tickets). */
const LOOK_AT_ALL = { look: 'all' } as const;

export type DistributionFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly bus: DeskBus;
};

/** Hands out tickets that triggers placed in a group, to agents of it who take assignment. */
export class DistributionFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, bus }: DistributionFlowProps) {
    super(scope, id);
    const { alarms, deadLetters } = surroundings;
    const distribute = new DeskFunction(this, 'Distribute', {
      ...surroundings,
      name: 'distribute-tickets',
      description: 'Hands out waiting tickets to agents of their groups',
      timeout: Duration.minutes(1),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name },
    });
    data.desk.grantDistribution(distribute);
    // One batch hands out a group's tickets, the others wake it: five groups at once are as fast as five alone.
    const waiting = new WorkQueue(this, 'Waiting', {
      alarms,
      deadLetters: deadLetters.ofAgents,
      consumer: distribute,
      maxConcurrency: 5,
      maxReceiveCount: 10,
      alarmAge: Duration.minutes(10),
      errorImpact: 'Tickets that triggers placed in a group wait there though agents could take them.',
    });
    distribute.lambda.addEnvironment('WAITING_QUEUE_URL', waiting.queue.queueUrl);
    bus.deliver('Placed', waiting, {
      detailType: ['TicketAutomated.v1'],
      detail: { data: { status: ['unassigned'] } },
    });
    // Whoever loses an open ticket may be given another.
    bus.deliver('Relieved', waiting, {
      detail: {
        data: {
          $or: [
            { changes: { assignee: { before: [{ exists: true }] } } },
            {
              changes: {
                status: { before: ['processing', 'pending'], after: [{ 'anything-but': ['processing', 'pending'] }] },
              },
            },
          ],
        },
      },
    });
    bus.deliver('Changed', waiting, {
      detailType: ['AgentChanged.v1', 'GroupChanged.v1'],
      detail: { data: { changed: ['active', 'takesAssignment', 'groupIds', 'agentIds'] } },
    });
    // A net below the events: of an agent or group that was set up without one, and of a holder that is gone.
    new TimedMessage(this, 'Net', { queue: waiting, minutes: 1, message: LOOK_AT_ALL });
  }
}
