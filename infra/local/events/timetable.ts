import type { State } from '../state/open-state.ts';
import type { Next } from './schedule-expression.ts';

export type Entry = { readonly arn: string; readonly next: Next; readonly fire: (dueAt: number) => Promise<void> };

const longestTimer = 2 ** 31 - 1;

/** Fires entries at their times. An entry that was due while the machine was off fires once at the start. */
export const timetable = (state: State, entries: readonly Entry[], now: () => number = Date.now): { stop(): void } => {
  state.define(
    'CREATE TABLE IF NOT EXISTS events_timetable (arn TEXT PRIMARY KEY, due_at INTEGER NOT NULL) WITHOUT ROWID',
  );
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;

  const arm = (entry: Entry, dueAt: number) => {
    if (stopped) return;
    const wait = Math.max(0, dueAt - now());
    timers.set(
      entry.arn,
      setTimeout(
        () => {
          if (wait > longestTimer) arm(entry, dueAt);
          else void fire(entry, dueAt);
        },
        Math.min(wait, longestTimer),
      ),
    );
  };

  const fire = async (entry: Entry, dueAt: number) => {
    await entry.fire(dueAt);
    const following = entry.next(Math.max(dueAt, now()));
    // A one-time schedule stays in the table as fired, so that the next start doesn't repeat it.
    state.run('UPDATE events_timetable SET due_at = ? WHERE arn = ?', following ?? Number.MAX_SAFE_INTEGER, entry.arn);
    if (following !== undefined) arm(entry, following);
  };

  for (const entry of entries) {
    const kept = state.get<{ readonly due_at: number }>(
      'SELECT due_at FROM events_timetable WHERE arn = ?',
      entry.arn,
    )?.due_at;
    const following = entry.next(now());
    // A changed expression may be due earlier than what was kept.
    const dueAt =
      kept === undefined ? following : kept === Number.MAX_SAFE_INTEGER ? undefined : Math.min(kept, following ?? kept);
    if (dueAt === undefined) continue;
    state.run(
      'INSERT INTO events_timetable VALUES (?, ?) ON CONFLICT (arn) DO UPDATE SET due_at = excluded.due_at',
      entry.arn,
      dueAt,
    );
    arm(entry, dueAt);
  }

  return {
    stop: () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
};
