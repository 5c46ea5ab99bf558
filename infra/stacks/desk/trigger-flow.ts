import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { eventsOfTickets } from '../../../events/catalogue.ts';
import { FACTS } from '../../../shared/domain/ticket/facts.ts';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import { TimedRun } from '../../constructs/function-triggers.ts';
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

/** Of a deleted ticket nothing is left to ask, and what triggers did is evaluated by the run that did it. */
const NOT_WAKING: ReadonlySet<string> = new Set(['ticket_deleted', 'ticket_automated']);

/** What makes a new version of a ticket: nothing else begins a trigger. */
const WAKING = eventsOfTickets
  .filter(({ fact }) => FACTS[fact] !== null && !NOT_WAKING.has(fact))
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
    // Each message is a few reads while no trigger listens.
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

    const find = new DeskFunction(this, 'FindDueTimes', {
      ...surroundings,
      name: 'find-due-times',
      description: 'Has tickets evaluated for which the time of a trigger has come',
      timeout: Duration.seconds(50),
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        TRIGGERS_QUEUE_URL: toEvaluate.queue.queueUrl,
      },
    });
    data.desk.grantTimedServices(find);
    data.sessions.grantDueTimes(find);
    toEvaluate.grantGiving(find);
    new TimedRun(this, 'EachMinute', { deadLetters: deadLetters.ofAgents, fn: find, minutes: 1 });
  }
}
