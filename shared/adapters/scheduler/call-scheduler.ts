import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { CallScheduler, Ring } from '../../application/ports/calls.ts';

export type SchedulerOptions = {
  readonly client: SchedulerClient;
  readonly group: string;
  /** The queue of due calls, and the dead-letter queue for messages that it does not accept for a day. */
  readonly queueArn: string;
  readonly deadLettersArn: string;
  /** The role by which EventBridge Scheduler writes to both. */
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

/**
 * One-time schedules of EventBridge Scheduler. AWS fires them within a minute of their time; each is deleted after it
 * has fired.
 */
export const eventBridgeCallScheduler = ({
  client,
  group,
  queueArn,
  deadLettersArn,
  roleArn,
  now,
}: SchedulerOptions): CallScheduler => ({
  async ringAt({ serviceId, number, callId, at }) {
    const ring: Ring = { serviceId, number, callId, at };
    try {
      await client.send(
        new CreateScheduleCommand({
          Name: nameOf(ring),
          GroupName: group,
          ScheduleExpression: expressionAt(Math.max(Date.parse(at), now().getTime() + AHEAD)),
          ScheduleExpressionTimezone: 'UTC',
          FlexibleTimeWindow: { Mode: 'OFF' },
          ActionAfterCompletion: 'DELETE',
          Target: {
            Arn: queueArn,
            RoleArn: roleArn,
            Input: JSON.stringify(ring),
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400 },
            DeadLetterConfig: { Arn: deadLettersArn },
          },
        }),
      );
    } catch (cause) {
      if (!(cause instanceof ConflictException)) throw cause;
    }
  },
  async cancel(ring) {
    try {
      await client.send(new DeleteScheduleCommand({ Name: nameOf(ring), GroupName: group }));
    } catch (cause) {
      if (!(cause instanceof ResourceNotFoundException)) throw cause;
    }
  },
});
