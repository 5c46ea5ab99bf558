import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT, type JWK } from 'jose';
import { deskClient } from '../support/desk-client.ts';
import { startDesk } from '../support/open-desk.ts';
import { startRunningDesk, throwawayFolder } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';

jest.setTimeout(120_000);

/** The identity provider's own private key, read while the desk is stopped. */
const signingKey = (data: string): JWK => {
  const state = new DatabaseSync(join(data, 'state.db'), { readOnly: true });
  const { value } = state.prepare("SELECT value FROM cognito_settings WHERE name = 'jwks'").get() as { value: string };
  state.close();
  return (JSON.parse(value) as { keys: JWK[] }).keys[0]!;
};

it('given a token of this desk that has expired, then it is refused, while one that has not still serves after a restart', async () => {
  const folder = throwawayFolder();
  const data = join(folder.path, 'data');
  let desk = await startDesk({ data });
  try {
    const { accessToken } = await tokenFor(desk.url, 'mina@example.com', 'Handover-Test-1');
    await desk.stop();

    const key = signingKey(data);
    const past = Math.floor(Date.now() / 1000) - 7_200;
    const expired = await new SignJWT({ ...decodeJwt(accessToken), iat: past, exp: past + 3_600 })
      .setProtectedHeader({ ...decodeProtectedHeader(accessToken), alg: 'RS256' })
      .sign(await importJWK(key, 'RS256'));
    // The same but for its times: what is refused is the time, not the signature.
    const fresh = await new SignJWT({ ...decodeJwt(accessToken), iat: past + 7_200, exp: past + 10_800 })
      .setProtectedHeader({ ...decodeProtectedHeader(accessToken), alg: 'RS256' })
      .sign(await importJWK(key, 'RS256'));

    desk = await startRunningDesk({ data, port: desk.port });
    const refused = await deskClient(desk.url, expired).raw('GET', '/me');
    expect(refused).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
    expect(refused.headers.get('www-authenticate')).toMatch(/expired/);
    for (const token of [fresh, accessToken])
      expect((await deskClient(desk.url, token).call('getMe')).body).toMatchObject({ email: 'mina@example.com' });
  } finally {
    await desk.stop();
    folder.remove();
  }
});
