import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/** Every row of the engine's tables and indexes, as the engine keeps them. */
export type Snapshot = ReadonlyMap<string, readonly (readonly SQLInputValue[])[]>;

/**
 * The engine's own file, for what would take it hundreds of calls: emptying all tables, and filling them as they were
 * once.
 */
export const engineTables = (database: DatabaseSync) => {
  const names = (
    database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { readonly name: string }[]
  )
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('sqlite_') && (!name.startsWith('_') || name === '_stream_records'));
  const columns = new Map(
    names.map((name) => [
      name,
      (database.prepare(`PRAGMA table_info("${name}")`).all() as { readonly name: string }[]).map(
        (column) => column.name,
      ),
    ]),
  );
  return {
    copy: (): Snapshot =>
      new Map(
        names.map((name) => [
          name,
          database
            .prepare(`SELECT ${columns.get(name)!.join(', ')} FROM "${name}" ORDER BY rowid`)
            .all()
            .map((row) => columns.get(name)!.map((column) => row[column] as SQLInputValue)),
        ]),
      ),
    /** Without a snapshot they are empty afterwards. */
    restore(snapshot?: Snapshot): void {
      database.exec('BEGIN IMMEDIATE');
      for (const name of names) {
        database.exec(`DELETE FROM "${name}"`);
        const insert = database.prepare(
          `INSERT INTO "${name}" (${columns.get(name)!.join(', ')}) VALUES (${columns
            .get(name)!
            .map(() => '?')
            .join(', ')})`,
        );
        for (const row of snapshot?.get(name) ?? []) insert.run(...row);
      }
      database.exec('COMMIT');
    },
  };
};
