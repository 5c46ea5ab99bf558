import { randomUUID } from 'node:crypto';
import type { State } from '../state/open-state.ts';

/** What CreateSchedule was given, as far as it is hosted. */
export type ScheduleDefinition = {
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly State: string;
  readonly ActionAfterCompletion: string;
  readonly FlexibleTimeWindow: Readonly<Record<string, unknown>>;
  readonly Description?: string;
  readonly Target: {
    readonly Arn: string;
    readonly RoleArn: string;
    readonly Input?: string;
    readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number };
    readonly DeadLetterConfig?: { readonly Arn?: string };
  };
};

export type StoredSchedule = {
  readonly group: string;
  readonly name: string;
  readonly definition: ScheduleDefinition;
  /** Epoch milliseconds; none: it has fired, or is disabled. */
  readonly dueAt: number | undefined;
  /** How often its target has failed to take it. */
  readonly attempts: number;
  readonly clientToken: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Another one with each change. */
  readonly revision: string;
};

type Row = {
  readonly group_name: string;
  readonly name: string;
  readonly definition: string;
  readonly due_at: number | null;
  readonly attempts: number;
  readonly client_token: string | null;
  readonly created_at: number;
  readonly modified_at: number;
  readonly revision: string;
};

const fromRow = (row: Row): StoredSchedule => ({
  group: row.group_name,
  name: row.name,
  definition: JSON.parse(row.definition) as ScheduleDefinition,
  dueAt: row.due_at ?? undefined,
  attempts: row.attempts,
  clientToken: row.client_token ?? undefined,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  revision: row.revision,
});

/** Schedules that were made by calls, on disk. */
export const scheduleStore = (state: State) => {
  state.define(`CREATE TABLE IF NOT EXISTS scheduler_schedules (
    group_name TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, due_at INTEGER, attempts INTEGER NOT NULL, client_token TEXT, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, revision TEXT NOT NULL,
    PRIMARY KEY (group_name, name)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS scheduler_schedules_by_time ON scheduler_schedules (due_at) WHERE due_at IS NOT NULL;`);
  return {
    find: (group: string, name: string): StoredSchedule | undefined => {
      const row = state.get<Row>('SELECT * FROM scheduler_schedules WHERE group_name = ? AND name = ?', group, name);
      return row && fromRow(row);
    },
    put: ({
      group,
      name,
      definition,
      dueAt,
      attempts,
      clientToken,
      createdAt,
      modifiedAt,
    }: Omit<StoredSchedule, 'revision'>): void => {
      state.run(
        'INSERT OR REPLACE INTO scheduler_schedules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        group,
        name,
        JSON.stringify(definition),
        dueAt ?? null,
        attempts,
        clientToken ?? null,
        createdAt,
        modifiedAt,
        randomUUID(),
      );
    },
    remove: (group: string, name: string): boolean =>
      state.run('DELETE FROM scheduler_schedules WHERE group_name = ? AND name = ?', group, name).changes > 0,
    due: (now: number): readonly StoredSchedule[] =>
      state.all<Row>('SELECT * FROM scheduler_schedules WHERE due_at <= ? ORDER BY due_at LIMIT 100', now).map(fromRow),
    nextDueAt: (): number | undefined =>
      state.get<{ readonly due_at: number | null }>('SELECT min(due_at) AS due_at FROM scheduler_schedules')?.due_at ??
      undefined,
    /** These three do nothing to a schedule that was changed meanwhile. */
    removeIfSame: ({ group, name, revision }: StoredSchedule): void => {
      state.run(
        'DELETE FROM scheduler_schedules WHERE group_name = ? AND name = ? AND revision = ?',
        group,
        name,
        revision,
      );
    },
    endIfSame: ({ group, name, revision }: StoredSchedule): void => {
      state.run(
        'UPDATE scheduler_schedules SET due_at = NULL WHERE group_name = ? AND name = ? AND revision = ?',
        group,
        name,
        revision,
      );
    },
    postponeIfSame: ({ group, name, revision }: StoredSchedule, attempts: number, dueAt: number): void => {
      state.run(
        'UPDATE scheduler_schedules SET attempts = ?, due_at = ? WHERE group_name = ? AND name = ? AND revision = ?',
        attempts,
        dueAt,
        group,
        name,
        revision,
      );
    },
  };
};
export type ScheduleStore = ReturnType<typeof scheduleStore>;
