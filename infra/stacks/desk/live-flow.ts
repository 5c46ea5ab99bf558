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

export type LiveFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly front: FrontStack;
  readonly bus: DeskBus;
};

/**
 * What happens on a ticket beside its row, and that it was forwarded or assigned, which its new assignee is told. A
 * changed row itself is told with the figures.
 */
const HINTED = eventsOfTickets
  .filter(({ fact }) => FACTS[fact] === null || fact === 'ticket_forwarded' || fact === 'ticket_assigned')
  .map(({ detailType }) => detailType);

/** The consoles' live connections, and the hints that are pushed to them. */
export class LiveFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, front, bus }: LiveFlowProps) {
    super(scope, id);
    const { alarms, deadLetters } = surroundings;
    const connects = new DeskFunction(this, 'Connect', {
      ...surroundings,
      name: 'live-connect',
      description: 'Admits live connections by their one-time tickets',
      timeout: Duration.seconds(10),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name, SESSIONS_TABLE: data.sessions.name },
    });
    connects.alarmOnErrors(
      alarms,
      'Consoles can not connect for live changes and show them after a reload; those that are connected go on.',
    );
    data.desk.grantLookups(connects);
    data.sessions.grantAdmitting(connects);

    const messages = new DeskFunction(this, 'Messages', {
      ...surroundings,
      name: 'live-messages',
      description: 'Hears consoles over their live connections, and tells who has which ticket open',
      timeout: Duration.seconds(10),
      memory: 512,
      environment: { SESSIONS_TABLE: data.sessions.name, LIVE_ENDPOINT: front.live.endpoint },
    });
    messages.alarmOnErrors(
      alarms,
      'Agents do not see each other on a ticket, and consoles reconnect again and again; what changes is still shown.',
    );
    data.sessions.grantHearing(messages);
    // Pongs and presence come as ordinary messages; a connection that sends too many is closed.
    front.live.grantPush(messages);
    front.live.grantEnding(messages);
    front.live.listen(this, { connects, messages });

    const push = new DeskFunction(this, 'Push', {
      ...surroundings,
      name: 'push-hints',
      description:
        'Tells consoles what happened on a ticket beside its row, which call is due, and that notices changed',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        LIVE_ENDPOINT: front.live.endpoint,
      },
    });
    data.desk.grantLookups(push);
    data.sessions.grantAudience(push);
    front.live.grantPush(push);
    // Five batches at once: agents look at the ticket that a hint is about, and a batch takes as long as its slowest
    // console.
    const toPush = new WorkQueue(this, 'ToPush', {
      alarms,
      deadLetters: deadLetters.ofAgents,
      consumer: push,
      maxConcurrency: 5,
      maxReceiveCount: 5,
      alarmAge: Duration.minutes(5),
      errorImpact:
        'Consoles do not show what became of a mail or which notices are new until they are loaded again, and do not flash when a reserved call is due.',
    });
    bus.deliver('Hints', toPush, { detailType: HINTED });
    bus.deliver('Notices', toPush, {
      detailType: ['SettingsChanged.v1'],
      detail: { data: { subject: { kind: ['notice'] } } },
    });
    bus.deliver('Assignment', toPush, {
      detailType: ['AgentChanged.v1'],
      detail: { data: { action: ['changed'], changed: ['takesAssignment'] } },
    });

    const end = new DeskFunction(this, 'End', {
      ...surroundings,
      name: 'end-connections',
      description: 'Closes consoles of agents who lost their right',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        LIVE_ENDPOINT: front.live.endpoint,
      },
    });
    data.desk.grantLookups(end);
    data.sessions.grantEndings(end);
    front.live.grantPush(end);
    front.live.grantEnding(end);
    bus.give('Rights', end, deadLetters.ofAgents, {
      detailType: ['AgentChanged.v1'],
      detail: { data: { changed: ['active', 'role'] } },
    });
  }
}
