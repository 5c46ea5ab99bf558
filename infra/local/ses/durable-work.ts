import type { Log } from '../kernel.ts';
import type { State } from '../state/open-state.ts';

/** Something to do later: on the disk with whatever made it necessary, done at least once, also after a crash. */
export type Work = { readonly id: number; readonly kind: string; readonly body: string; readonly attempts: number };
export type NewWork = { readonly kind: string; readonly body: unknown; readonly delayMs?: number };

/** Does one piece. What it returns runs in the transaction that takes the piece off the list. */
export type Worker = (work: Work) => Promise<(() => void) | undefined>;

export type DurableWork = {
  /** Within the caller's transaction. */
  add(work: NewWork): void;
  /** Call after the transaction: due work begins at once. */
  wake(): void;
  start(): void;
  /** Waits for what is being done; the rest stays on the disk. */
  stop(): Promise<void>;
  pending(): number;
};

export type DurableWorkOptions = {
  readonly state: State;
  /** Begins the table's name. */
  readonly name: string;
  readonly workers: Readonly<Record<string, Worker>>;
  readonly log: Log;
  readonly atOnce?: number;
  /** Before the n-th try again (n from 1). */
  readonly retryDelayMs?: (attempts: number) => number;
};

const backoff = (attempts: number) => Math.min(60_000, 500 * 2 ** attempts);

export const durableWork = ({
  state,
  name,
  workers,
  log,
  atOnce = 8,
  retryDelayMs = backoff,
}: DurableWorkOptions): DurableWork => {
  const table = `${name}_work`;
  state.define(`
    CREATE TABLE IF NOT EXISTS ${table} (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, body TEXT NOT NULL, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX IF NOT EXISTS ${table}_by_due ON ${table}(due_at);
  `);
  const running = new Map<number, Promise<void>>();
  let started = false;
  let timer: NodeJS.Timeout | undefined;

  const perform = async (work: Work) => {
    try {
      const worker = workers[work.kind];
      if (!worker) throw new Error(`${table}: nobody does work of kind ${work.kind}.`);
      const settle = await worker(work);
      await state.soon(() => {
        state.run(`DELETE FROM ${table} WHERE id = ?`, work.id);
        settle?.();
      });
    } catch (fault) {
      log(name, `${work.kind} failed and is tried again`, fault);
      state.run(
        `UPDATE ${table} SET attempts = attempts + 1, due_at = ? WHERE id = ?`,
        Date.now() + retryDelayMs(work.attempts + 1),
        work.id,
      );
    }
  };

  const turn = () => {
    if (!started) return;
    clearTimeout(timer);
    const due = state.all<Work>(
      `SELECT id, kind, body, attempts FROM ${table} WHERE due_at <= ? ORDER BY due_at, id LIMIT ?`,
      Date.now(),
      atOnce * 2,
    );
    for (const work of due) {
      if (running.size >= atOnce) return;
      if (running.has(work.id)) continue;
      running.set(
        work.id,
        perform(work).finally(() => {
          running.delete(work.id);
          turn();
        }),
      );
    }
    const next = state.get<{ readonly due_at: number }>(
      `SELECT due_at FROM ${table} WHERE due_at > ? ORDER BY due_at LIMIT 1`,
      Date.now(),
    );
    if (next) timer = setTimeout(turn, Math.max(1, next.due_at - Date.now()));
  };

  return {
    add: ({ kind, body, delayMs = 0 }) => {
      state.run(
        `INSERT INTO ${table} (kind, body, due_at) VALUES (?, ?, ?)`,
        kind,
        JSON.stringify(body),
        Date.now() + delayMs,
      );
    },
    wake: turn,
    start: () => {
      started = true;
      turn();
    },
    stop: async () => {
      started = false;
      clearTimeout(timer);
      while (running.size > 0) await Promise.all(running.values());
    },
    pending: () => state.get<{ readonly n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n,
  };
};
