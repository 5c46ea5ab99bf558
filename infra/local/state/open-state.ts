import { mkdirSync } from 'node:fs';
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
   * As `transaction`, but shares one flush to the disk with others: those of the same turn, and under load those of
   * some milliseconds. Each work still succeeds or fails alone.
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

/** Milliseconds. A flush stops everything else for as long as the disk takes. */
const flushEvery = 10;

/** Opens `state.db` of the data folder. Only one process may hold it: a second one is refused with the reason. */
export const openState = (dataDir: string): State => {
  mkdirSync(dataDir, { recursive: true });
  const database = open(join(dataDir, 'state.db'), dataDir);
  const statements = new Map<string, StatementSync>();
  let depth = 0;
  let queue: Waiting[] = [];

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

  let flushedAt = -Infinity;

  const flush = () => {
    if (queue.length === 0) return;
    flushedAt = performance.now();
    const batch = queue;
    queue = [];
    let settled: Settled[] = [];
    try {
      transaction(() => {
        settled = batch.map((waiting): Settled => {
          try {
            return { waiting, value: transaction(waiting.work) };
          } catch (error) {
            return { waiting, error };
          }
        });
      });
    } catch (error) {
      settled = batch.map((waiting) => ({ waiting, error }));
    }
    for (const each of settled) {
      if ('error' in each) each.waiting.reject(each.error);
      else each.waiting.resolve(each.value);
    }
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
        if (queue.length === 0) {
          const left = flushedAt + flushEvery - performance.now();
          if (left > 0) setTimeout(flush, left);
          else setImmediate(flush);
        }
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
      }),
    close: () => {
      if (queue.length > 0) flush();
      database.close();
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
