import type { StageConfig } from '../config.ts';
import type { StageAccount } from './stage-account.ts';

/** Public DNS, as far as a stage needs it. A name that isn't there has no records; a resolver that fails throws. */
export type Dns = {
  texts(name: string): Promise<readonly string[]>;
  exchangers(name: string): Promise<readonly string[]>;
  addresses(name: string): Promise<readonly string[]>;
};

/** What a check can look at. */
export type Place = {
  readonly config: StageConfig;
  readonly region: string | undefined;
  readonly dns: Dns;
  /** Throws where there are no credentials: what is in the account can't be looked at then. */
  account(): StageAccount;
};

export type Finding =
  | { readonly state: 'ready'; readonly found: string }
  | { readonly state: 'missing'; readonly found: string; readonly toDo: string };

/** Something that a stage needs. `look` throws when it can't be looked at. */
export type Check = {
  readonly what: string;
  /** Stages that need it; without it all do. */
  readonly neededBy?: (config: StageConfig) => boolean;
  readonly look: (place: Place) => Promise<Finding>;
};

export type Row = {
  readonly what: string;
  readonly state: 'ready' | 'missing' | 'not looked at';
  readonly found: string;
  readonly toDo: string;
};

export const ready = (found: string): Finding => ({ state: 'ready', found });
export const missing = (found: string, toDo: string): Finding => ({ state: 'missing', found, toDo });

/** The reason for which something can't be looked at, with what the operator can do about it. */
export class NotLookedAt extends Error {
  readonly toDo: string;
  constructor(found: string, toDo: string) {
    super(found);
    this.toDo = toDo;
  }
}

/** Every check that the stage needs, in the order of docs/runbooks/deploy.md; one that fails hides no other. */
export const examineStage = (place: Place, checks: readonly Check[]): Promise<readonly Row[]> =>
  Promise.all(
    checks
      .filter(({ neededBy }) => neededBy?.(place.config) ?? true)
      .map(async ({ what, look }): Promise<Row> => {
        try {
          return { toDo: '', ...(await look(place)), what };
        } catch (cause) {
          return { what, state: 'not looked at', ...reasonOf(cause) };
        }
      }),
  );

const reasonOf = (cause: unknown): Pick<Row, 'found' | 'toDo'> => {
  if (cause instanceof NotLookedAt) return { found: cause.message, toDo: cause.toDo };
  const found = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const toDo = /Denied|NotAuthorized|Token/.test(found) ? 'look with rights to read it' : 'look again when it answers';
  return { found, toDo };
};

/** 1 when something is missing: what could not be looked at is neither there nor missing. */
export const exitCodeOf = (rows: readonly Row[]): number => (rows.some(({ state }) => state === 'missing') ? 1 : 0);

const COLUMNS = ['what', 'state', 'found', 'toDo'] as const;
const TITLES: Record<(typeof COLUMNS)[number], string> = {
  what: 'what',
  state: 'state',
  found: 'found',
  toDo: 'what to do',
};

/** One line a row, in columns. */
export const tableOf = (rows: readonly Row[]): readonly string[] => {
  const all = [TITLES, ...rows];
  const widths = COLUMNS.map((column) => Math.max(...all.map((row) => row[column].length)));
  return all.map((row) =>
    COLUMNS.map((column, index) => row[column].padEnd(widths[index]!))
      .join('  ')
      .trimEnd(),
  );
};
