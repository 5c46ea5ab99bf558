import { actionOn } from '../events/rules.ts';
import type { Authorize, Functions, Log, Queues, Topics } from '../kernel.ts';
import type { ScheduleStore, StoredSchedule } from './schedule-store.ts';
import { scheduledTime } from './scheduled-time.ts';

export type FireOptions = {
  readonly store: ScheduleStore;
  readonly queues: Pick<Queues, 'send'>;
  readonly functions: Pick<Functions, 'invokeAsync'>;
  readonly topics: Pick<Topics, 'publish'>;
  readonly authorize: Authorize;
  readonly log: Log;
  readonly now: () => number;
  readonly firstRetrySeconds?: number;
};

const longestTimer = 2 ** 31 - 1;
const longestWaitSeconds = 300;
// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
const defaultRetries = 185;
const defaultAgeSeconds = 86_400;

/**
 * Fires what is due, as the role of each schedule: it is gone from the disk only once its target has it, or its
 * dead-letter queue. What passed while the machine was off fires at once.
 */
export const fireSchedules = ({
  store,
  queues,
  functions,
  topics,
  authorize,
  log,
  now,
  firstRetrySeconds = 1,
}: FireOptions) => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let firing = false;

  const hand = async ({
    definition: {
      Target: { Arn, RoleArn, Input = '{}' },
    },
  }: StoredSchedule) => {
    const action = actionOn(Arn);
    authorize({ kind: 'role', roleArn: RoleArn, functionName: 'scheduler' }, action, Arn);
    if (action === 'sqs:SendMessage') await queues.send(Arn, Input);
    else if (action === 'sns:Publish') await topics.publish(Arn, Input);
    else await functions.invokeAsync(Arn, JSON.parse(Input));
  };

  const complete = (schedule: StoredSchedule) => {
    (schedule.definition.ActionAfterCompletion === 'DELETE' ? store.removeIfSame : store.endIfSame)(schedule);
  };

  const giveUp = async (
    {
      group,
      name,
      definition: {
        Target: { RoleArn, Input = '{}', DeadLetterConfig },
      },
    }: StoredSchedule,
    fault: unknown,
  ) => {
    log('scheduler', `${group}/${name} is given up`, fault);
    if (!DeadLetterConfig?.Arn) return;
    authorize({ kind: 'role', roleArn: RoleArn, functionName: 'scheduler' }, 'sqs:SendMessage', DeadLetterConfig.Arn);
    await queues.send(DeadLetterConfig.Arn, Input);
  };

  /**
   * When it is tried again; undefined: never. Its age counts from its time, or from when it was made if that was later.
   */
  const nextTry = ({ attempts, definition, modifiedAt }: StoredSchedule): number | undefined => {
    const { RetryPolicy = {} } = definition.Target;
    const wait = Math.min(longestWaitSeconds, firstRetrySeconds * 2 ** attempts) * 1000;
    const from = Math.max(scheduledTime(definition) ?? 0, modifiedAt);
    const isOver =
      attempts >= (RetryPolicy.MaximumRetryAttempts ?? defaultRetries) ||
      now() + wait > from + (RetryPolicy.MaximumEventAgeInSeconds ?? defaultAgeSeconds) * 1000;
    return isOver ? undefined : now() + wait;
  };

  const fire = async (schedule: StoredSchedule) => {
    try {
      await hand(schedule);
    } catch (fault) {
      const again = nextTry(schedule);
      log('scheduler', `${schedule.group}/${schedule.name}: the target failed`, fault);
      if (again !== undefined) {
        store.postponeIfSame(schedule, schedule.attempts + 1, again);
        return;
      }
      await giveUp(schedule, fault).catch((lost: unknown) => {
        log('scheduler', `${schedule.group}/${schedule.name} is lost`, lost);
      });
    }
    complete(schedule);
  };

  const arm = (notBefore = 0) => {
    clearTimeout(timer);
    if (stopped || firing) return;
    const at = store.nextDueAt();
    if (at !== undefined)
      timer = setTimeout(
        () => {
          void run();
        },
        Math.min(Math.max(notBefore, at - now()), longestTimer),
      );
  };

  const run = async () => {
    firing = true;
    const fired = await Promise.allSettled(store.due(now()).map(fire));
    firing = false;
    const stayed = fired.filter((each) => each.status === 'rejected');
    for (const { reason } of stayed) log('scheduler', 'a schedule that fired stays on disk', reason);
    arm(stayed.length > 0 ? firstRetrySeconds * 1000 : 0);
  };

  arm();
  return {
    /** Something changed: the next time may be another. */ changed: () => {
      arm();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
