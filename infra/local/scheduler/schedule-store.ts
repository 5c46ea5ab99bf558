import { randomUUID } from 'node:crypto';
import type { WorkStore } from '../state/durable-work.ts';
import type { State } from '../state/open-state.ts';
import { scheduleExpression } from '../events/schedule-expression.ts';

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
  /** Of this revision: its group, its name and the revision. */
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly definition: ScheduleDefinition;
  /** Epoch milliseconds; undefined when it has fired or is disabled. */
  readonly dueAt: number | undefined;
  /** How often its target has failed to take it. */
  readonly attempts: number;
  readonly clientToken: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Changes with every update of the schedule. */
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
  id: `${row.group_name}/${row.name} ${row.revision}`,
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

/** Schedules that were made by calls, on disk; firing them is work that falls due at their times. */
export type ScheduleStore = WorkStore<StoredSchedule> & {
  find(group: string, name: string): StoredSchedule | undefined;
  put(schedule: Omit<StoredSchedule, 'id' | 'revision'>): void;
  /** False when there was none. */
  delete(group: string, name: string): boolean;
};

const EVERY_SCHEDULE = 'schedules';

export const scheduleStore = (state: State): ScheduleStore => {
  state.define(`CREATE TABLE IF NOT EXISTS scheduler_schedules (
    group_name TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, due_at INTEGER, attempts INTEGER NOT NULL, client_token TEXT, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, revision TEXT NOT NULL,
    PRIMARY KEY (group_name, name)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS scheduler_schedules_by_time ON scheduler_schedules (due_at) WHERE due_at IS NOT NULL;`);
  return {
    find: (group, name) => {
      const row = state.get<Row>('SELECT * FROM scheduler_schedules WHERE group_name = ? AND name = ?', group, name);
      return row && fromRow(row);
    },
    put: ({ group, name, definition, dueAt, attempts, clientToken, createdAt, modifiedAt }) => {
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
    delete: (group, name) =>
      state.run('DELETE FROM scheduler_schedules WHERE group_name = ? AND name = ?', group, name).changes > 0,
    lanesDue: () => [EVERY_SCHEDULE],
    due: (_lane, now, limit) =>
      state
        .all<Row>('SELECT * FROM scheduler_schedules WHERE due_at <= ? ORDER BY due_at LIMIT ?', now, limit)
        .map(fromRow),
    nextDueAt: (now) =>
      state.get<{ readonly at: number | null }>(
        'SELECT min(due_at) AS at FROM scheduler_schedules WHERE due_at > ?',
        now,
      )?.at ?? undefined,
    // Both leave a schedule alone that was changed in the meantime.
    remove: ({ group, name, revision, definition }) => {
      state.run(
        definition.ActionAfterCompletion === 'DELETE'
          ? 'DELETE FROM scheduler_schedules WHERE group_name = ? AND name = ? AND revision = ?'
          : 'UPDATE scheduler_schedules SET due_at = NULL WHERE group_name = ? AND name = ? AND revision = ?',
        group,
        name,
        revision,
      );
    },
    postpone: ({ group, name, revision }, attempts, dueAt) => {
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

/**
 * When a one-time schedule fires, in epoch milliseconds; undefined for any other expression, or a time or zone that
 * can't be read.
 */
export const scheduledTime = ({
  ScheduleExpression: expression,
  ScheduleExpressionTimezone: zone,
}: Pick<ScheduleDefinition, 'ScheduleExpression' | 'ScheduleExpressionTimezone'>): number | undefined => {
  if (!/^at\(.+\)$/.test(expression)) return undefined;
  try {
    return scheduleExpression(expression, zone)(0);
  } catch {
    return undefined;
  }
};
