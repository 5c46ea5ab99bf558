import { letterAttributes, sendToTarget, type TargetHosts } from '../events/targets.ts';
import type { Log } from '../kernel.ts';
import { done, durableWork, type DurableWork, retryWaitMs } from '../state/durable-work.ts';
import type { State } from '../state/open-state.ts';
import { type ScheduleStore, type StoredSchedule, scheduledTime } from './schedule-store.ts';

export type FireOptions = TargetHosts & {
  readonly state: State;
  readonly store: ScheduleStore;
  readonly arnOf: (group: string, name: string) => string;
  readonly log: Log;
  readonly now: () => number;
  readonly firstRetrySeconds?: number;
};

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
const defaultRetries = 185;
const defaultAgeSeconds = 86_400;

/**
 * Fires what is due, as the role of each schedule: it is gone from the disk only once its target has it, or its
 * dead-letter queue. What passed while the machine was off fires at once.
 */
export const fireSchedules = (options: FireOptions): DurableWork => {
  const { state, store, arnOf, queues, authorize, log, now, firstRetrySeconds: firstSeconds = 1 } = options;

  const giveUp = async (schedule: StoredSchedule, fault: unknown) => {
    const { Arn, RoleArn, Input = '{}', DeadLetterConfig } = schedule.definition.Target;
    log('scheduler', `${schedule.group}/${schedule.name} is given up`, fault);
    if (!DeadLetterConfig?.Arn) return;
    authorize({ kind: 'role', roleArn: RoleArn, functionName: 'scheduler' }, 'sqs:SendMessage', DeadLetterConfig.Arn);
    const origin = { SCHEDULE_ARN: arnOf(schedule.group, schedule.name), TARGET_ARN: Arn };
    await queues.send(DeadLetterConfig.Arn, Input, { attributes: letterAttributes(origin, fault, schedule.attempts) });
  };

  /** Its age counts from its time, or from when it was made if that was later. */
  const waitAfter = ({ attempts, definition, modifiedAt }: StoredSchedule) => {
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = definition.Target.RetryPolicy ?? {};
    return retryWaitMs(
      {
        maximumRetries: MaximumRetryAttempts ?? defaultRetries,
        maximumAgeSeconds: MaximumEventAgeInSeconds ?? defaultAgeSeconds,
      },
      {
        failures: attempts + 1,
        since: Math.max(scheduledTime(definition) ?? 0, modifiedAt),
        now: now(),
        firstSeconds,
      },
    );
  };

  const firing = durableWork({
    state,
    store,
    name: 'scheduler',
    log,
    now,
    perform: async (schedule) => {
      const { Arn: arn, RoleArn: roleArn, Input = '{}' } = schedule.definition.Target;
      try {
        await sendToTarget(options, { arn, roleArn, service: 'scheduler' }, Input);
      } catch (fault) {
        log('scheduler', `${schedule.group}/${schedule.name}: the target failed`, fault);
        const afterMs = waitAfter(schedule);
        if (afterMs !== undefined) return { kind: 'again', afterMs };
        await giveUp(schedule, fault).catch((lost: unknown) => {
          log('scheduler', `${schedule.group}/${schedule.name} is lost`, lost);
        });
      }
      return done;
    },
  });
  firing.start();
  return firing;
};
