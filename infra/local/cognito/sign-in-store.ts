import { randomBytes } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { State } from '../state/open-state.ts';

export type SignInStore = {
  /** One kind of what the OpenID provider keeps: sessions, grants, codes, refresh tokens. */
  adapter(model: string): Adapter;
  /** Ends every session and voids every grant of a person. */
  forget(accountId: string): void;
  /** Makes a value on the first call and returns the same one ever after, also over restarts. */
  once(name: string, make: () => Promise<string>): Promise<string>;
};

type Row = { readonly payload: string };

/** Sessions, grants, codes and refresh tokens, kept over restarts. */
export const signInStore = (state: State): SignInStore => {
  state.define(`
    CREATE TABLE IF NOT EXISTS cognito_sign_ins (model TEXT NOT NULL, id TEXT NOT NULL, account_id TEXT, grant_id TEXT, uid TEXT, expires_at INTEGER, payload TEXT NOT NULL, PRIMARY KEY (model, id));
    CREATE INDEX IF NOT EXISTS cognito_sign_ins_by_grant ON cognito_sign_ins(grant_id);
    CREATE INDEX IF NOT EXISTS cognito_sign_ins_by_account ON cognito_sign_ins(account_id);
    CREATE INDEX IF NOT EXISTS cognito_sign_ins_by_uid ON cognito_sign_ins(model, uid);
    CREATE TABLE IF NOT EXISTS cognito_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  `);
  const seconds = () => Math.floor(Date.now() / 1000);
  state.run('DELETE FROM cognito_sign_ins WHERE expires_at < ?', seconds());
  const found = (row: Row | undefined) => row && (JSON.parse(row.payload) as AdapterPayload);
  const live = '(expires_at IS NULL OR expires_at > ?)';

  const adapter = (model: string): Adapter => ({
    upsert: async (id, payload, expiresIn) => {
      state.run(
        'INSERT OR REPLACE INTO cognito_sign_ins (model, id, account_id, grant_id, uid, expires_at, payload) VALUES (?, ?, ?, ?, ?, ?, ?)',
        model,
        id,
        payload.accountId ?? null,
        payload.grantId ?? null,
        payload.uid ?? null,
        expiresIn ? seconds() + expiresIn : null,
        JSON.stringify(payload),
      );
    },
    find: async (id) =>
      found(
        state.get<Row>(
          `SELECT payload FROM cognito_sign_ins WHERE model = ? AND id = ? AND ${live}`,
          model,
          id,
          seconds(),
        ),
      ),
    findByUid: async (uid) =>
      found(
        state.get<Row>(
          `SELECT payload FROM cognito_sign_ins WHERE model = ? AND uid = ? AND ${live}`,
          model,
          uid,
          seconds(),
        ),
      ),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      state.run(
        "UPDATE cognito_sign_ins SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?",
        seconds(),
        model,
        id,
      );
    },
    destroy: async (id) => {
      state.run('DELETE FROM cognito_sign_ins WHERE model = ? AND id = ?', model, id);
    },
    revokeByGrantId: async (grantId) => {
      state.run('DELETE FROM cognito_sign_ins WHERE grant_id = ?', grantId);
    },
  });

  return {
    adapter,
    forget: (accountId) => {
      state.run('DELETE FROM cognito_sign_ins WHERE account_id = ?', accountId);
    },
    once: async (name, make) => {
      const known = state.get<{ readonly value: string }>('SELECT value FROM cognito_settings WHERE name = ?', name);
      if (known) return known.value;
      const value = await make();
      state.run('INSERT INTO cognito_settings (name, value) VALUES (?, ?)', name, value);
      return value;
    },
  };
};

export type SigningKeys = { readonly jwks: { readonly keys: readonly JWK[] }; readonly cookieKeys: readonly string[] };

/** Made at the first start and kept: tokens and sessions stay valid over restarts. */
export const signingKeys = async (signIns: SignInStore): Promise<SigningKeys> => ({
  jwks: JSON.parse(
    await signIns.once('jwks', async () => {
      const { privateKey } = await generateKeyPair('RS256', { extractable: true });
      return JSON.stringify({
        keys: [{ ...(await exportJWK(privateKey)), kid: randomBytes(24).toString('base64'), alg: 'RS256', use: 'sig' }],
      });
    }),
  ) as SigningKeys['jwks'],
  cookieKeys: [await signIns.once('cookie-key', () => Promise.resolve(randomBytes(32).toString('base64')))],
});
