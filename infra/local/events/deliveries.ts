import type { Log } from '../kernel.ts';
import { done, durableWork, type DurableWork, retryWaitMs, workTable } from '../state/durable-work.ts';
import type { State } from '../state/open-state.ts';
import type { Target } from './rules.ts';
import { letterAttributes, sendToTarget, type TargetHosts } from './targets.ts';

export type DeliveriesOptions = TargetHosts & {
  readonly state: State;
  readonly targets: readonly Target[];
  readonly log: Log;
  readonly firstRetrySeconds?: number;
};

export type Deliveries = Pick<DurableWork, 'stop'> & {
  /** Resolves when the target has stored the event, or the event is stored here to be tried again. */
  deliver(target: Target, payload: string): Promise<void>;
};

/**
 * Hands events to targets: at once, and after a failure again and again, up to the target's retry policy and then its
 * dead-letter queue.
 */
export const deliveries = (options: DeliveriesOptions): Deliveries => {
  const { state, queues, authorize, log, firstRetrySeconds: firstSeconds = 1 } = options;
  const targets = new Map(options.targets.map((target) => [target.key, target]));
  const waiting = workTable(state, 'events');

  const send = (target: Target, payload: string) => sendToTarget(options, { ...target, service: 'events' }, payload);
  const waitAfter = (target: Target, failures: number, since: number) =>
    retryWaitMs(target, { failures, since, now: Date.now(), firstSeconds });
  const giveUp = async ({ key, deadLetters }: Target, payload: string, fault: unknown, retries: number) => {
    log('events', `${key}: an event is given up`, fault);
    if (!deadLetters) return;
    const { arn, roleArn, origin } = deadLetters;
    try {
      if (roleArn) authorize({ kind: 'role', roleArn, functionName: 'events' }, 'sqs:SendMessage', arn);
    } catch (refusal) {
      log('events', `${key}: its role may not write to ${arn}: the event is lost, as on AWS`, refusal);
      return;
    }
    await queues.send(arn, payload, { attributes: letterAttributes(origin, fault, retries) });
  };

  const retries = durableWork({
    state,
    store: waiting,
    name: 'events',
    log,
    perform: async ({ lane, body, attempts, acceptedAt }) => {
      const target = targets.get(lane);
      if (!target) {
        log('events', `${lane} is no longer deployed: an event for it is dropped`);
        return done;
      }
      const payload = JSON.parse(body) as string;
      try {
        await send(target, payload);
      } catch (fault) {
        const afterMs = waitAfter(target, attempts + 1, acceptedAt);
        if (afterMs !== undefined) return { kind: 'again', afterMs };
        await giveUp(target, payload, fault, attempts);
      }
      return done;
    },
  });
  retries.start();

  return {
    deliver: async (target, payload) => {
      try {
        await send(target, payload);
      } catch (fault) {
        log('events', `${target.key}: the target failed`, fault);
        const delayMs = waitAfter(target, 1, Date.now());
        if (delayMs === undefined) {
          await giveUp(target, payload, fault, 0);
          return;
        }
        await state.soon(() => {
          waiting.add({ lane: target.key, body: payload, delayMs, attempts: 1 });
        });
        retries.wake();
      }
    },
    stop: () => retries.stop(),
  };
};
