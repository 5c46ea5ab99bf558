import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { Assets } from '../assets.ts';
import type { StageConfig } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { StageDeadLetters } from '../constructs/dead-letters.ts';
import { DeskBus } from '../constructs/desk-bus.ts';
import { type DataStack, stackName, stackProps } from './data-stack.ts';
import { CallFlow } from './desk/call-flow.ts';
import { DistributionFlow } from './desk/distribution-flow.ts';
import { EndingFlow } from './desk/ending-flow.ts';
import { EscalationFlow } from './desk/escalation-flow.ts';
import { EventFlow } from './desk/event-flow.ts';
import { LeavingFlow } from './desk/leaving-flow.ts';
import { LiveFlow } from './desk/live-flow.ts';
import { MailFlow } from './desk/mail-flow.ts';
import { SettingsFlow } from './desk/settings-flow.ts';
import { OutwardFlow } from './desk/outward-flow.ts';
import { TicketApi } from './desk/ticket-api.ts';
import { TriggerFlow } from './desk/trigger-flow.ts';
import type { FrontStack } from './front-stack.ts';

export type DeskStackProps = {
  readonly config: StageConfig;
  readonly assets: Assets;
  readonly data: DataStack;
  readonly front: FrontStack;
};

/** Functions, routes, queues, mail in and out. The stack can be deleted and made again without losing data. */
export class DeskStack extends Stack {
  constructor(app: App, { config, assets, data, front }: DeskStackProps) {
    super(app, stackName(config, 'desk'), stackProps(config, 'Functions, routes, queues and mail'));
    const alarms = new Alarms(this, 'Alarms', { alarmAddress: config.alarmAddress });
    const deadLetters = new StageDeadLetters(this, 'DeadLetters', { alarms });
    const surroundings = { config, assets, alarms, deadLetters };
    const bus = new DeskBus(this, 'Bus');
    // An operator who pauses it puts a policy on it.
    new CfnOutput(this, 'EventBusArn', { value: bus.arn });
    // From it the operator's commands mail invitations.
    new CfnOutput(this, 'MailDomain', { value: config.mailDomain });
    new TicketApi(this, 'Tickets', { surroundings, data, front });
    new EventFlow(this, 'Events', { surroundings, data, front, bus });
    new MailFlow(this, 'Mail', { surroundings, data, front, bus });
    new EscalationFlow(this, 'Escalation', { surroundings, data, bus });
    new OutwardFlow(this, 'Outward', { surroundings, data, bus });
    new CallFlow(this, 'Calls', { surroundings, data, bus });
    new EndingFlow(this, 'Ending', { surroundings, data, bus });
    new LeavingFlow(this, 'Leaving', { surroundings, data, front, bus });
    new SettingsFlow(this, 'Settings', { surroundings, data, front, bus });
    new DistributionFlow(this, 'Distribution', { surroundings, data, bus });
    new LiveFlow(this, 'Live', { surroundings, data, front, bus });
    new TriggerFlow(this, 'Triggers', { surroundings, data, front, bus });
  }
}
