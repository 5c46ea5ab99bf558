import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { CallScheduler, Ring } from '../../application/ports/calls.ts';

export type SchedulerOptions = {
  readonly client: SchedulerClient;
  readonly group: string;
  /** The function that is given due calls, and the dead-letter queue for those that it could not be given for a day. */
  readonly ringArn: string;
  readonly deadLettersArn: string;
  /** The role by which EventBridge Scheduler reaches both. */
  readonly roleArn: string;
  readonly now: () => Date;
};

/** Milliseconds from now to the earliest schedule: a schedule can't begin in the past, and the request takes time. */
const AHEAD = 2_000;

/**
 * Each time of a call has a schedule of its own, so that a new one never conflicts with an old one that AWS is
 * deleting. At most 64 characters.
 */
const nameOf = ({ callId, at }: Pick<Ring, 'callId' | 'at'>): string => `${callId}.${String(Date.parse(at) / 1000)}`;

/** An `at()` expression in UTC, rounded up to whole seconds. */
const expressionAt = (milliseconds: number): string =>
  `at(${new Date(Math.ceil(milliseconds / 1000) * 1000).toISOString().slice(0, 19)})`;

/** A schedule that is gone has fired. */
const goneIsDone = async (sent: Promise<unknown>): Promise<void> => {
  try {
    await sent;
  } catch (cause) {
    if (!(cause instanceof ResourceNotFoundException)) throw cause;
  }
};

/**
 * One-time schedules of EventBridge Scheduler. AWS fires them within a minute of their time; each is deleted after it
 * has fired. One that is there already is made as it would be now: an earlier release may have given calls elsewhere.
 */
export const eventBridgeCallScheduler = ({
  client,
  group,
  ringArn,
  deadLettersArn,
  roleArn,
  now,
}: SchedulerOptions): CallScheduler => ({
  async ringAt({ serviceId, number, callId, at }) {
    const ring: Ring = { serviceId, number, callId, at };
    const schedule = {
      Name: nameOf(ring),
      GroupName: group,
      ScheduleExpression: expressionAt(Math.max(Date.parse(at), now().getTime() + AHEAD)),
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: ringArn,
        RoleArn: roleArn,
        Input: JSON.stringify(ring),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400 },
        DeadLetterConfig: { Arn: deadLettersArn },
      },
    } as const;
    try {
      await client.send(new CreateScheduleCommand(schedule));
    } catch (cause) {
      if (!(cause instanceof ConflictException)) throw cause;
      await goneIsDone(client.send(new UpdateScheduleCommand(schedule)));
    }
  },
  async cancel(ring) {
    await goneIsDone(client.send(new DeleteScheduleCommand({ Name: nameOf(ring), GroupName: group })));
  },
});
