import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { SignInStore } from './sign-in-store.ts';

export type SigningKeys = { readonly jwks: { readonly keys: readonly JWK[] }; readonly cookieKeys: readonly string[] };

/** Made at the first start and kept, so that tokens and sessions stay good across restarts. */
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
