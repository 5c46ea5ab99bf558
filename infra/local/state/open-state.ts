import { closeSync, fdatasync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export type SqlValue = SQLInputValue;

/** The database that all hosts share. What a call wrote is on the disk when it returns or resolves. */
export type State = {
  /**
   * Creates a host's tables and indexes (`CREATE … IF NOT EXISTS`); their names begin with the host's, like
   * `sqs_messages`.
   */
  define(sql: string): void;
  run(sql: string, ...values: SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number };
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SqlValue[]): readonly Row[];
  /** All or nothing; on the disk when it returns. Transactions may nest. */
  transaction<T>(work: () => T): T;
  /**
   * As `transaction`, but shares one flush to the disk with others, and nothing else waits for that: those of the same
   * turn, and those that come while the disk is busy. Each work still succeeds or fails alone.
   */
  soon<T>(work: () => T): Promise<T>;
  close(): void;
};

type Waiting = {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};
type Settled = { readonly waiting: Waiting; readonly value?: unknown; readonly error?: unknown };

/** Brings what was written to an open file onto the disk. */
export type Sync = (file: number, done: (fault: Error | null) => void) => void;

/** Opens `state.db` of the data folder. Only one process may hold it: a second one is refused with the reason. */
export const openState = (dataDir: string, sync: Sync = fdatasync): State => {
  mkdirSync(dataDir, { recursive: true });
  const database = open(join(dataDir, 'state.db'), dataDir);
  // Held by one connection, the log stays the same file until that is closed.
  const log = openSync(join(dataDir, 'state.db-wal'), 'r+');
  const statements = new Map<string, StatementSync>();
  let depth = 0;
  const queue: Waiting[] = [];

  const prepared = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    statements.set(sql, made);
    return made;
  };

  const transaction = <T>(work: () => T): T => {
    const level = depth;
    const savepoint = `nested_${String(level)}`;
    prepared(level === 0 ? 'BEGIN IMMEDIATE' : `SAVEPOINT ${savepoint}`).run();
    depth = level + 1;
    try {
      const result = work();
      prepared(level === 0 ? 'COMMIT' : `RELEASE ${savepoint}`).run();
      return result;
    } catch (fault) {
      if (database.isTransaction)
        database.exec(level === 0 ? 'ROLLBACK' : `ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
      throw fault;
    } finally {
      depth = level;
    }
  };

  /** A transaction that is in the log when it returns, but on the disk only once the log is. */
  const unsynced = <T>(work: () => T): T => {
    database.exec('PRAGMA synchronous = NORMAL');
    try {
      return transaction(work);
    } finally {
      database.exec('PRAGMA synchronous = FULL');
    }
  };

  const perform = (batch: readonly Waiting[], within: typeof transaction): readonly Settled[] => {
    try {
      return within(() =>
        batch.map((waiting): Settled => {
          try {
            return { waiting, value: transaction(waiting.work) };
          } catch (error) {
            return { waiting, error };
          }
        }),
      );
    } catch (error) {
      return batch.map((waiting) => ({ waiting, error }));
    }
  };
  const settle = (settled: readonly Settled[]) => {
    for (const each of settled) {
      if ('error' in each) each.waiting.reject(each.error);
      else each.waiting.resolve(each.value);
    }
  };

  let syncing = false;
  let closed = false;
  const flush = () => {
    if (queue.length === 0) return;
    const settled = perform(queue.splice(0), unsynced);
    if (closed) {
      settle(settled);
      return;
    }
    syncing = true;
    sync(log, (fault) => {
      syncing = false;
      // Who closed the database has brought it onto the disk.
      settle(fault && !closed ? settled.map(({ waiting }) => ({ waiting, error: fault })) : settled);
      if (closed) closeSync(log);
      else flush();
    });
  };

  return {
    define: (sql) => {
      database.exec(sql);
    },
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = prepared(sql).run(...values);
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
    },
    get: <Row>(sql: string, ...values: SqlValue[]) => prepared(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: SqlValue[]) => prepared(sql).all(...values) as Row[],
    transaction,
    soon: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (queue.length === 0 && !syncing) setImmediate(flush);
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
      }),
    close: () => {
      closed = true;
      settle(perform(queue.splice(0), transaction));
      database.close();
      if (!syncing) closeSync(log);
    },
  };
};

const open = (file: string, dataDir: string) => {
  const database = new DatabaseSync(file);
  try {
    // Exclusive before the first access in WAL mode: the lock ends with the process, also on kill -9.
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT;',
    );
    return database;
  } catch (fault) {
    database.close();
    if (String(fault).includes('locked')) {
      throw new Error(
        `The data folder ${dataDir} is in use by another process: stop it, or choose another folder with --data.`,
        { cause: fault },
      );
    }
    throw fault;
  }
};
