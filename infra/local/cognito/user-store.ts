import type { State } from '../state/open-state.ts';

export type UserStatus = 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED' | 'RESET_REQUIRED';

/** Times in milliseconds since 1970. */
export type User = {
  readonly sub: string;
  readonly username: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Without `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly passwordHash?: string;
  readonly passwordSetAt?: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Tokens of sign-ins before this are void. */
  readonly signedOutAt: number;
  readonly groups: readonly string[];
};

export type UserStore = {
  put(user: User): void;
  delete(sub: string): void;
  bySub(sub: string): User | undefined;
  /** By user name, sub or e-mail address, letters in any case. */
  find(name: string): User | undefined;
  /** In order of creation. */
  all(): readonly User[];
};

type Row = { readonly user: string };

/** The pool's users, kept in the data folder. */
export const userStore = (state: State): UserStore => {
  state.define(`
    CREATE TABLE IF NOT EXISTS cognito_users (sub TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, email TEXT UNIQUE, created_at INTEGER NOT NULL, user TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS cognito_users_by_time ON cognito_users(created_at, sub);
  `);
  const parsed = (row: Row | undefined) => row && (JSON.parse(row.user) as User);
  return {
    put: (user) => {
      state.run(
        'INSERT INTO cognito_users (sub, username, email, created_at, user) VALUES (?, ?, ?, ?, ?) ON CONFLICT (sub) DO UPDATE SET username = excluded.username, email = excluded.email, user = excluded.user',
        user.sub,
        user.username.toLowerCase(),
        user.attributes.email?.toLowerCase() ?? null,
        user.createdAt,
        JSON.stringify(user),
      );
    },
    delete: (sub) => {
      state.run('DELETE FROM cognito_users WHERE sub = ?', sub);
    },
    bySub: (sub) => parsed(state.get<Row>('SELECT user FROM cognito_users WHERE sub = ?', sub)),
    find: (name) => {
      const key = name.trim().toLowerCase();
      return parsed(
        state.get<Row>(
          'SELECT user FROM cognito_users WHERE username = ? OR sub = ? OR email = ? LIMIT 1',
          key,
          key,
          key,
        ),
      );
    },
    all: () =>
      state
        .all<Row>('SELECT user FROM cognito_users ORDER BY created_at, sub')
        .map((row) => JSON.parse(row.user) as User),
  };
};
