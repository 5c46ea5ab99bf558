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
  /** The queue of due calls, and where a message goes that it doesn't take for a day. */
  readonly queueArn: string;
  readonly deadLettersArn: string;
  /** Lets EventBridge Scheduler write to both. */
  readonly roleArn: string;
  readonly now: () => Date;
};

/** A schedule can't begin in the past, and the request takes a moment, in milliseconds. */
const AHEAD = 2_000;

/**
 * Each time of a call is a schedule of its own, so that a new time never meets the old schedule while AWS is about to
 * delete it. At most 64 characters.
 */
const nameOf = ({ callId, at }: Pick<Ring, 'callId' | 'at'>): string => `${callId}.${String(Date.parse(at) / 1000)}`;

/** Whole seconds of UTC, rounded up. */
const expressionAt = (milliseconds: number): string =>
  `at(${new Date(Math.ceil(milliseconds / 1000) * 1000).toISOString().slice(0, 19)})`;

/**
 * One-time schedules of EventBridge Scheduler, within a minute of their time on AWS; each is gone once it has fired.
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
