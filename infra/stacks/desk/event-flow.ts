import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import type { DataStack } from '../data-stack.ts';
import type { FrontStack } from '../front-stack.ts';

export type EventFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly front: FrontStack;
  readonly bus: DeskBus;
};

/** The consumers of the desk table's stream: events go to the bus, tickets to the figures and consoles. */
export class EventFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, front, bus }: EventFlowProps) {
    super(scope, id);
    const { alarms, deadLetters } = surroundings;
    const publish = new DeskFunction(this, 'Publish', {
      ...surroundings,
      name: 'publish-events',
      description: 'Publishes event rows on the bus',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: { EVENT_BUS: bus.name },
    });
    bus.publishFrom(publish);
    data.desk.streamEventsTo(publish, {
      alarms,
      deadLetters: deadLetters.ofCustomers,
      failedRecords: data.failedEvents,
      errorImpact:
        'Answers that agents sent are not mailed to customers, and consoles are not told what becomes of mails.',
    });

    const project = new DeskFunction(this, 'Project', {
      ...surroundings,
      name: 'project-tickets',
      description: 'Keeps the figures and the marks of importance, and tells consoles what changed',
      timeout: Duration.seconds(60),
      memory: 1024,
      environment: {
        DESK_TABLE: data.desk.name,
        VIEWS_TABLE: data.views.name,
        SESSIONS_TABLE: data.sessions.name,
        LIVE_ENDPOINT: front.live.endpoint,
      },
    });
    data.desk.grantLookups(project);
    data.desk.grantMarkFollowing(project);
    data.views.grantProjections(project);
    data.sessions.grantAudience(project);
    front.live.grantPush(project);
    data.desk.streamTicketsTo(project, {
      alarms,
      deadLetters: deadLetters.ofAgents,
      failedRecords: data.failedTickets,
      errorImpact:
        'The figures, counts and lists of open consoles stand still until they are loaded again, and important tickets are listed as they were.',
    });
  }
}
