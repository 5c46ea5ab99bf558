import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import { TimedRun } from '../../constructs/function-triggers.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
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
    const { ofAgents } = surroundings.deadLetters;
    const distribute = new DeskFunction(this, 'Distribute', {
      ...surroundings,
      name: 'distribute-tickets',
      description: 'Hands out waiting tickets to agents of their groups',
      timeout: Duration.minutes(2),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name },
    });
    data.desk.grantDistribution(distribute);
    // Without a queue: what a burst brings finds the group's lease taken, and is over in a moment.
    bus.give('Placed', distribute, ofAgents, {
      detailType: ['TicketAutomated.v1'],
      detail: { data: { status: ['unassigned'] } },
    });
    // Whoever loses an open ticket may be given another.
    bus.give('Relieved', distribute, ofAgents, {
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
    bus.give('Changed', distribute, ofAgents, {
      detailType: ['AgentChanged.v1', 'GroupChanged.v1'],
      detail: { data: { changed: ['active', 'takesAssignment', 'groupIds', 'agentIds'] } },
    });
    // A net below the events: of an agent or group that was set up without one, and of a holder that is gone.
    new TimedRun(this, 'Net', { deadLetters: ofAgents, fn: distribute, minutes: 1, input: LOOK_AT_ALL });
  }
}
