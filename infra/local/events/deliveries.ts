import { randomUUID } from 'node:crypto';
import type { Authorize, Functions, Log, Queues, Topics } from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import { actionOn, type Target } from './rules.ts';

export type DeliveriesOptions = {
  readonly state: State;
  readonly targets: readonly Target[];
  readonly queues: Pick<Queues, 'send'>;
  readonly functions: Pick<Functions, 'invokeAsync'>;
  readonly topics: Pick<Topics, 'publish'>;
  readonly authorize: Authorize;
  readonly log: Log;
  readonly firstRetrySeconds?: number;
};

export type Deliveries = {
  /** Resolves when the target has the event on its own disk, or the event waits on ours to be tried again. */
  deliver(target: Target, payload: string): Promise<void>;
  stop(): void;
};

type Row = {
  readonly id: string;
  readonly target_key: string;
  readonly payload: string;
  readonly attempts: number;
  readonly accepted_at: number;
  readonly due_at: number;
};

const longestWaitSeconds = 300;

/**
 * Hands events to targets: at once, and after a failure again and again, up to the target's retry policy and then its
 * dead-letter queue.
 */
export const deliveries = (options: DeliveriesOptions): Deliveries => {
  const { state, queues, functions, topics, authorize, log } = options;
  const targets = new Map(options.targets.map((target) => [target.key, target]));
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  state.define(
    'CREATE TABLE IF NOT EXISTS events_deliveries (id TEXT PRIMARY KEY, target_key TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL, accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL) WITHOUT ROWID',
  );

  const hand = async ({ arn, roleArn }: Target, payload: string) => {
    const action = actionOn(arn);
    if (roleArn) authorize({ kind: 'role', roleArn, functionName: 'events' }, action, arn);
    if (action === 'sqs:SendMessage') await queues.send(arn, payload);
    else if (action === 'sns:Publish') await topics.publish(arn, payload);
    else await functions.invokeAsync(arn, JSON.parse(payload));
  };

  const waitFor = (row: Row) => {
    if (stopped) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        void again(row).catch((fault: unknown) => {
          log('events', `the delivery ${row.id} stays on disk`, fault);
        });
      },
      Math.max(0, row.due_at - Date.now()),
    );
    timers.add(timer);
  };

  const afterFailure = (target: Target, row: Row): Row | undefined => {
    const attempts = row.attempts + 1;
    const seconds = Math.min(longestWaitSeconds, (options.firstRetrySeconds ?? 1) * 2 ** (attempts - 1));
    const dueAt = Date.now() + seconds * 1000;
    return attempts > target.maximumRetries || dueAt > row.accepted_at + target.maximumAgeSeconds * 1000
      ? undefined
      : { ...row, attempts, due_at: dueAt };
  };

  const again = async (row: Row) => {
    const target = targets.get(row.target_key);
    if (!target) log('events', `${row.target_key} is no longer deployed: an event for it is dropped`);
    else {
      try {
        await hand(target, row.payload);
      } catch (fault) {
        const next = afterFailure(target, row);
        if (next) {
          state.run(
            'UPDATE events_deliveries SET attempts = ?, due_at = ? WHERE id = ?',
            next.attempts,
            next.due_at,
            next.id,
          );
          waitFor(next);
          return;
        }
        await giveUp(target, row.payload, fault);
      }
    }
    state.run('DELETE FROM events_deliveries WHERE id = ?', row.id);
  };

  const giveUp = async (target: Target, payload: string, fault: unknown) => {
    log('events', `${target.key}: an event is given up`, fault);
    if (target.deadLetterArn) await queues.send(target.deadLetterArn, payload);
  };

  for (const row of state.all<Row>('SELECT * FROM events_deliveries ORDER BY due_at')) waitFor(row);

  return {
    deliver: async (target, payload) => {
      try {
        await hand(target, payload);
      } catch (fault) {
        log('events', `${target.key}: the target failed`, fault);
        const now = Date.now();
        const row = afterFailure(target, {
          id: randomUUID(),
          target_key: target.key,
          payload,
          attempts: 0,
          accepted_at: now,
          due_at: now,
        });
        if (!row) {
          await giveUp(target, payload, fault);
          return;
        }
        await state.soon(() =>
          state.run(
            'INSERT INTO events_deliveries VALUES (?, ?, ?, ?, ?, ?)',
            row.id,
            row.target_key,
            row.payload,
            row.attempts,
            row.accepted_at,
            row.due_at,
          ),
        );
        waitFor(row);
      }
    },
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
