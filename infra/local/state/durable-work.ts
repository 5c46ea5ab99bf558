import { randomUUID } from 'node:crypto';
import type { Log } from '../kernel.ts';
import type { State } from './open-state.ts';

/**
 * What has come of one piece of work. `done`: it leaves the disk, and `settle` runs in the same transaction. `again`:
 * it is tried once more after so many milliseconds. `later`: so is what could not be tried, which counts as no failure.
 * `interrupted`: it stays as it is, for the next start.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly settle?: () => void }
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'interrupted' };

export const done: Outcome = { kind: 'done' };

/** Where the work is stored. Each lane begins its work in the order of due times, and no lane waits for another. */
export type WorkStore<W> = {
  lanesDue(now: number): readonly string[];
  due(lane: string, now: number, limit: number): readonly W[];
  /** The first time after `now` at which work is due. */
  nextDueAt(now: number): number | undefined;
  postpone(work: W, attempts: number, dueAt: number): void;
  remove(work: W): void;
};

export type DurableWork = {
  /** Work was added or changed: what is due begins at once. Call after the transaction. */
  wake(): void;
  start(): void;
  /** Pieces that are being done. */
  inHand(): number;
  /** Begins nothing more and waits for what is being done; the rest stays on the disk. */
  stop(): Promise<void>;
};

export type DurableWorkOptions<W> = {
  readonly state: State;
  readonly store: WorkStore<W>;
  /** Names the work in the log. */
  readonly name: string;
  /** Work that throws stays on the disk and is tried again at the next start. */
  readonly perform: (work: W) => Promise<Outcome>;
  readonly log: Log;
  /** Pieces of one lane that are done at the same time (default: any number). */
  readonly atOnce?: number;
  readonly now?: () => number;
};

const LONGEST_TIMER = 2 ** 31 - 1;
/** Rows that are read at a time from a lane without a limit. */
const BATCH = 100;

/**
 * Does work that is on the disk when it is due, each piece at least once, also after a crash: a piece leaves the disk
 * only when it is done.
 */
export const durableWork = <W extends { readonly id: string; readonly attempts: number }>({
  state,
  store,
  name,
  perform,
  log,
  atOnce = Number.POSITIVE_INFINITY,
  now = Date.now,
}: DurableWorkOptions<W>): DurableWork => {
  const running = new Map<string, Map<string, Promise<void>>>();
  /** Not tried again before the next start. */
  const held = new Set<string>();
  let started = false;
  let timer: NodeJS.Timeout | undefined;

  const attempt = async (work: W) => {
    try {
      const outcome = await perform(work);
      if (outcome.kind === 'interrupted') held.add(work.id);
      else if (outcome.kind === 'again') store.postpone(work, work.attempts + 1, now() + outcome.afterMs);
      else if (outcome.kind === 'later') store.postpone(work, work.attempts, now() + outcome.afterMs);
      else
        await state.soon(() => {
          store.remove(work);
          outcome.settle?.();
        });
    } catch (fault) {
      held.add(work.id);
      log(name, `${work.id} stays on disk until the next start`, fault);
    }
  };

  const begin = (lane: string, at: number) => {
    const current = running.get(lane) ?? new Map<string, Promise<void>>();
    if (current.size >= atOnce) return;
    running.set(lane, current);
    const limit = Math.min(atOnce, BATCH) + current.size + held.size;
    for (const work of store.due(lane, at, limit)) {
      if (current.size >= atOnce) return;
      if (current.has(work.id) || held.has(work.id)) continue;
      const attempted = attempt(work).finally(() => {
        current.delete(work.id);
        turn();
      });
      current.set(work.id, attempted);
    }
  };

  const turn = () => {
    if (!started) return;
    // One moment for all questions: work that becomes due between two of them would be overlooked.
    const at = now();
    for (const lane of store.lanesDue(at)) begin(lane, at);
    clearTimeout(timer);
    const next = store.nextDueAt(at);
    if (next !== undefined) timer = setTimeout(turn, Math.min(Math.max(1, next - now()), LONGEST_TIMER));
  };

  return {
    wake: turn,
    inHand: () => [...running.values()].reduce((sum, lane) => sum + lane.size, 0),
    start: () => {
      started = true;
      turn();
    },
    stop: async () => {
      started = false;
      clearTimeout(timer);
      await Promise.all([...running.values()].flatMap((lane) => [...lane.values()]));
    },
  };
};

/** A piece of work in a table of its own. */
export type StoredWork = {
  readonly id: string;
  readonly lane: string;
  /** JSON. */
  readonly body: string;
  /** How often it has failed. */
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
};

export type NewWork = {
  readonly lane: string;
  readonly body: unknown;
  readonly delayMs?: number;
  /** How often it has failed before it was put here. */
  readonly attempts?: number;
};

export type WorkTable = WorkStore<StoredWork> & {
  /** Within the caller's transaction. */
  add(work: NewWork): void;
  count(): number;
  /** Those that are due, whether or not they are being done. */
  countDue(now: number): number;
};

/** A table of work, called `{name}_pending`. */
export const workTable = (state: State, name: string): WorkTable => {
  const table = `${name}_pending`;
  state.define(`
    CREATE TABLE IF NOT EXISTS ${table} (
      id TEXT PRIMARY KEY, lane TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL,
      accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS ${table}_by_lane ON ${table} (lane, due_at);
    CREATE INDEX IF NOT EXISTS ${table}_by_time ON ${table} (due_at);`);
  return {
    add: ({ lane, body, delayMs = 0, attempts = 0 }) => {
      const now = Date.now();
      state.run(
        `INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?)`,
        randomUUID(),
        lane,
        JSON.stringify(body),
        attempts,
        now,
        now + delayMs,
      );
    },
    lanesDue: (now) =>
      state
        .all<{ readonly lane: string }>(`SELECT DISTINCT lane FROM ${table} WHERE due_at <= ?`, now)
        .map(({ lane }) => lane),
    due: (lane, now, limit) =>
      state.all<StoredWork>(
        `SELECT id, lane, body, attempts, accepted_at AS acceptedAt FROM ${table}
          WHERE lane = ? AND due_at <= ? ORDER BY due_at, rowid LIMIT ?`,
        lane,
        now,
        limit,
      ),
    nextDueAt: (now) =>
      state.get<{ readonly at: number | null }>(`SELECT min(due_at) AS at FROM ${table} WHERE due_at > ?`, now)?.at ??
      undefined,
    postpone: ({ id }, attempts, dueAt) => {
      state.run(`UPDATE ${table} SET attempts = ?, due_at = ? WHERE id = ?`, attempts, dueAt, id);
    },
    remove: ({ id }) => {
      state.run(`DELETE FROM ${table} WHERE id = ?`, id);
    },
    countDue: (now) =>
      state.get<{ readonly n: number }>(`SELECT count(*) AS n FROM ${table} WHERE due_at <= ?`, now)!.n,
    count: () => state.get<{ readonly n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n,
  };
};

export type RetryPolicy = { readonly maximumRetries: number; readonly maximumAgeSeconds: number };

const LONGEST_WAIT_SECONDS = 300;

/**
 * EventBridge's retries, of rules and of schedules: milliseconds to wait after so many failures (the wait doubles up to
 * five minutes), or undefined when the target's policy allows no further try. `since`: what the age is counted from.
 */
export const retryWaitMs = (
  { maximumRetries, maximumAgeSeconds }: RetryPolicy,
  {
    failures,
    since,
    now,
    firstSeconds,
  }: { readonly failures: number; readonly since: number; readonly now: number; readonly firstSeconds: number },
): number | undefined => {
  const wait = Math.min(LONGEST_WAIT_SECONDS, firstSeconds * 2 ** (failures - 1)) * 1000;
  return failures > maximumRetries || now + wait > since + maximumAgeSeconds * 1000 ? undefined : wait;
};
