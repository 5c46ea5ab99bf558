import { parseArgs } from 'node:util';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { eventBridgeCallScheduler } from '../../shared/adapters/scheduler/call-scheduler.ts';
import { scheduleOpenCalls } from '../../shared/application/calls/schedule-call.ts';
import { DESK_OPTIONS, findDesk, runCommand, say } from './deployed-desk.ts';

const USAGE = 'npm run schedule-calls -- [--stage production | --data .handover]';

await runCommand(USAGE, async () => {
  const { values } = parseArgs({ options: DESK_OPTIONS });
  const desk = await findDesk(values);
  const client = documentClient(desk.client);
  const deskTable = desk.output('DeskTableName');
  const schedule = scheduleOpenCalls({
    calls: dynamoCallRepository({ client, deskTable, backoff: jitteredBackoff }),
    scheduler: eventBridgeCallScheduler({
      client: new SchedulerClient(desk.client),
      now: () => new Date(),
      group: desk.output('CallScheduleGroup'),
      ringArn: desk.output('RingCallsArn'),
      deadLettersArn: desk.output('CallDeadLettersArn'),
      roleArn: desk.output('CallScheduleRoleArn'),
    }),
  });
  for (const { serviceId } of await dynamoDeskDirectory({ client, deskTable }).listServices())
    say(`${serviceId}: ${await schedule(serviceId)} open calls have their schedule`);
  return 0;
});
