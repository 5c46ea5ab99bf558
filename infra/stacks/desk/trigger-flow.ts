import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { eventsOfTickets } from '../../../events/catalogue.ts';
import { FACTS } from '../../../shared/domain/ticket/facts.ts';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';
import type { FrontStack } from '../front-stack.ts';

export type TriggerFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly front: FrontStack;
  readonly bus: DeskBus;
};

/** What makes a new version of a ticket: nothing else begins a trigger. Of a deleted ticket nothing is left to ask. */
const WAKING = eventsOfTickets
  .filter(({ fact }) => FACTS[fact] !== null && fact !== 'ticket_deleted')
  .map(({ detailType }) => detailType);

/** Does to tickets what the triggers of their services say. */
export class TriggerFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, front, bus }: TriggerFlowProps) {
    super(scope, id);
    const { alarms, deadLetters } = surroundings;
    const evaluate = new DeskFunction(this, 'Evaluate', {
      ...surroundings,
      name: 'evaluate-triggers',
      description: 'Evaluates triggers on what happens to tickets, and does what they say',
      timeout: Duration.seconds(30),
      memory: 1024,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        LIVE_ENDPOINT: front.live.endpoint,
      },
    });
    data.desk.grantAutomation(evaluate);
    data.sessions.grantAutomation(evaluate);
    data.sessions.grantAudience(evaluate);
    front.live.grantPush(evaluate);
    // Each message is a few reads while no trigger listens; customers wait for an answer by a trigger as for an agent's.
    const toEvaluate = new WorkQueue(this, 'ToEvaluate', {
      alarms,
      deadLetters: deadLetters.ofCustomers,
      consumer: evaluate,
      maxConcurrency: 10,
      maxReceiveCount: 10,
      alarmAge: Duration.minutes(5),
      errorImpact:
        'Triggers do nothing: new tickets stay unassigned where triggers would give them to somebody, and customers get no automatic mails.',
    });
    bus.deliver('Waking', toEvaluate, { detailType: WAKING });
  }
}
