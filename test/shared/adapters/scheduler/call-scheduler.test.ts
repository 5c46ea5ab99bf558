import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  ThrottlingException,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { mockClient } from 'aws-sdk-client-mock';
import { eventBridgeCallScheduler } from '../../../../shared/adapters/scheduler/call-scheduler.ts';
import { aCall } from '../../../support/calls.ts';

const sdk = mockClient(SchedulerClient);
beforeEach(() => sdk.reset());
const at = (now: string) =>
  eventBridgeCallScheduler({
    client: sdk as unknown as SchedulerClient,
    group: 'calls',
    ringArn: 'arn:ring',
    deadLettersArn: 'arn:dead',
    roleArn: 'arn:role',
    now: () => new Date(now),
  });
const call = aCall({ callId: 'call_01JDABCDEFGHJKMNPQRSTVWXYZ' });
const metadata = { message: 'no', $metadata: {} };

describe('eventBridgeCallScheduler', () => {
  it('makes one schedule for a call at a time, which is gone once it has fired', async () => {
    sdk.on(CreateScheduleCommand).resolves({});
    await at('2026-11-22T09:00:00.000Z').ringAt(call);
    const { input } = sdk.commandCalls(CreateScheduleCommand)[0]!.args[0];
    expect(input).toEqual({
      Name: 'call_01JDABCDEFGHJKMNPQRSTVWXYZ.1795343400',
      GroupName: 'calls',
      ScheduleExpression: 'at(2026-11-22T10:30:00)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: 'arn:ring',
        RoleArn: 'arn:role',
        Input: JSON.stringify({ serviceId: 'support', number: 1024, callId: call.callId, at: call.at }),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400 },
        DeadLetterConfig: { Arn: 'arn:dead' },
      },
    });
    // Limit of https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
    expect(input.Name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });

  it('given a time that is over, then it rings a moment later, as the call of its own time', async () => {
    sdk.on(CreateScheduleCommand).resolves({});
    await at('2026-11-22T10:31:00.400Z').ringAt(call);
    const { ScheduleExpression, Name, Target } = sdk.commandCalls(CreateScheduleCommand)[0]!.args[0].input;
    expect([ScheduleExpression, Name, (JSON.parse(Target!.Input!) as { at: string }).at]).toEqual([
      'at(2026-11-22T10:31:03)',
      `${call.callId}.1795343400`,
      call.at,
    ]);
  });

  it('makes a schedule that is there as it would be now', async () => {
    sdk.on(CreateScheduleCommand).rejects(new ConflictException({ ...metadata, Message: 'there' }));
    sdk.on(UpdateScheduleCommand).resolves({});
    await at('2026-11-22T09:00:00.000Z').ringAt(call);
    expect(sdk.commandCalls(UpdateScheduleCommand)[0]!.args[0].input).toEqual(
      sdk.commandCalls(CreateScheduleCommand)[0]!.args[0].input,
    );
  });

  it('takes a schedule that has fired meanwhile, or is gone already, for done, and nothing else', async () => {
    const gone = new ResourceNotFoundException({ ...metadata, Message: 'gone' });
    const slow = new ThrottlingException({ ...metadata, Message: 'slow' });
    const there = new ConflictException({ ...metadata, Message: 'there' });
    sdk.on(CreateScheduleCommand).rejectsOnce(there).rejectsOnce(there).rejects(slow);
    sdk.on(UpdateScheduleCommand).rejectsOnce(gone).rejects(slow);
    sdk.on(DeleteScheduleCommand).rejectsOnce(gone).rejects(slow);
    const scheduler = at('2026-11-22T09:00:00.000Z');
    await scheduler.ringAt(call);
    await expect(scheduler.ringAt(call)).rejects.toThrow(ThrottlingException);
    await expect(scheduler.ringAt(call)).rejects.toThrow(ThrottlingException);
    expect(sdk.commandCalls(UpdateScheduleCommand)).toHaveLength(2);
    await scheduler.cancel(call);
    await expect(scheduler.cancel(call)).rejects.toThrow(ThrottlingException);
    expect(sdk.commandCalls(DeleteScheduleCommand)[0]!.args[0].input).toEqual({
      Name: `${call.callId}.1795343400`,
      GroupName: 'calls',
    });
  });
});
