import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HostedAssembly, openState, type State } from '../local/host-assembly.ts';

/** What the start of the desk remembers in its data folder. */
export type DataFolder = {
  /** The database of the hosts, which also holds the marks of the start. */
  readonly state: State;
  /** Nothing was ever started on it. */
  readonly isNew: boolean;
  /** The time that the demo data was made for, in milliseconds; undefined until its newest part is loaded. */
  newestDemoLoadedAt(): number | undefined;
  isDemoComplete(): boolean;
  demoBegun(): void;
  newestDemoLoaded(now: number): void;
  demoCompleted(): void;
  /** The address of the demo's shop, as the desk was told it. */
  shopUrl(): string | undefined;
  shopMoved(url: string): void;
};

const NEWEST_LOADED = 'demo_newest_loaded ';
const SHOP_AT = 'demo_shop ';

/**
 * Opens the data folder for this process alone. With `fresh`, or when loading the demo's newest conversations was cut
 * off (nobody could write to such a desk yet), it is emptied first.
 */
export const openDataFolder = (dataDir: string, fresh: boolean): DataFolder => {
  if (existsSync(dataDir) && !existsSync(join(dataDir, 'state.db')) && readdirSync(dataDir).length > 0) {
    throw new Error(`The folder ${dataDir} holds something else than a desk: choose another one with --data.`);
  }
  mkdirSync(dataDir, { recursive: true });
  const state = openState(dataDir);
  const marks = marksIn(state);
  const newest = marks.rest(NEWEST_LOADED);
  if (fresh || (marks.has('demo_begun') && newest === undefined)) {
    state.close();
    for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true, force: true });
    return openDataFolder(dataDir, false);
  }
  const isNew = !marks.has('begun');
  marks.add('begun');
  return {
    state,
    isNew,
    newestDemoLoadedAt: () => {
      const at = marks.rest(NEWEST_LOADED);
      return at === undefined ? undefined : Number(at);
    },
    isDemoComplete: () => marks.has('demo_loaded'),
    demoBegun: () => {
      marks.add('demo_begun');
    },
    newestDemoLoaded: (now) => {
      marks.add(`${NEWEST_LOADED}${String(now)}`);
    },
    demoCompleted: () => {
      marks.add('demo_loaded');
    },
    shopUrl: () => marks.rest(SHOP_AT),
    shopMoved: (url) => {
      marks.remove(SHOP_AT);
      marks.add(`${SHOP_AT}${url}`);
    },
  };
};

const marksIn = (state: State) => {
  state.define('CREATE TABLE IF NOT EXISTS desk_marks (name TEXT PRIMARY KEY) WITHOUT ROWID');
  return {
    has: (name: string) => state.get('SELECT name FROM desk_marks WHERE name = ?', name) !== undefined,
    /** What follows the prefix in the mark that begins with it. */
    rest: (prefix: string) =>
      state
        .get<{ readonly name: string }>('SELECT name FROM desk_marks WHERE name LIKE ?', `${prefix}%`)
        ?.name.slice(prefix.length),
    add: (name: string) => {
      state.run('INSERT OR IGNORE INTO desk_marks VALUES (?)', name);
    },
    remove: (prefix: string) => {
      state.run('DELETE FROM desk_marks WHERE name LIKE ?', `${prefix}%`);
    },
  };
};

/** Writes `desk.json`, in which the operator's commands find the running desk. */
export const writeDeskFile = (
  dataDir: string,
  {
    deployment: { region, outputs },
    awsEndpoint,
    operatorCredentials: { accessKeyId, secretAccessKey },
  }: HostedAssembly,
): void => {
  const path = join(dataDir, 'desk.json');
  writeFileSync(
    `${path}.new`,
    JSON.stringify(
      { endpoint: awsEndpoint, region, credentials: { accessKeyId, secretAccessKey }, outputs },
      undefined,
      2,
    ),
    { mode: 0o600 },
  );
  renameSync(`${path}.new`, path);
};
