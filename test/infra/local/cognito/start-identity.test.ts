import { cpSync } from 'node:fs';
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { cognito } from '../../../../infra/local/cognito/cognito.ts';
import { startIdentity } from '../../../../infra/local/cognito/start-identity.ts';
import type { Running } from '../../../../infra/local/kernel.ts';
import { mailStore } from '../../../../infra/local/outbox/mail-store.ts';
import { openState, type State } from '../../../../infra/local/state/open-state.ts';
import { freePort } from '../../../support/free-port.ts';
import { aMailDeployment, authorizeOnly, clientId, poolId } from '../../../support/local/a-mail-deployment.ts';
import { serviceOverHttp } from '../../../support/local/service-over-http.ts';
import { until } from '../../../support/local/until.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { beginSignIn, cookieBrowser, followToClient, redeem, refresh, tokenFor } from '../../../support/sign-in.ts';

const password = 'Handover-Test-1';

type Machine = {
  readonly folder: string;
  readonly port: number;
  readonly state: State;
  readonly identity: Running & { readonly issuer: string };
  readonly pool: CognitoIdentityProviderClient;
  stop(): Promise<void>;
};

const machine = async (folder: string, port: number): Promise<Machine> => {
  const state = openState(folder);
  const people = cognito({
    deployment: aMailDeployment(),
    state,
    authorize: authorizeOnly(),
    mails: mailStore(state),
    oneClickAttribute: 'custom:demo',
  });
  const identity = await startIdentity({ port, cognito: people, log: () => {} });
  const http = await serviceOverHttp('cognito-idp', people.service);
  const pool = new CognitoIdentityProviderClient(http.client);
  return {
    folder,
    port,
    state,
    identity,
    pool,
    stop: async () => {
      pool.destroy();
      await http.stop();
      await identity.stop();
      state.close();
    },
  };
};

const anAgent = async (
  pool: CognitoIdentityProviderClient,
  email: string,
  attributes: Readonly<Record<string, string>> = {},
) => {
  const { User } = await pool.send(
    new AdminCreateUserCommand({
      UserPoolId: poolId,
      Username: email,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email_verified', Value: 'true' },
        ...Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      ],
    }),
  );
  await pool.send(
    new AdminSetUserPasswordCommand({ UserPoolId: poolId, Username: email, Password: password, Permanent: true }),
  );
  return User!.Username!;
};

let desk: Machine;
beforeAll(async () => {
  desk = await machine(temporaryFolder(), await freePort());
});
afterAll(async () => {
  await desk.stop();
  removeTemporaryFolders();
});
const consoleUrl = () => `http://localhost:${String(desk.port - 3)}`;
const verified = (token: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${desk.identity.issuer}/.well-known/jwks.json`)), {
    issuer: desk.identity.issuer,
  });

describe('sign-in by code and PKCE', () => {
  it('gives an access token like Cognito’s, and an ID token for the client', async () => {
    const sub = await anAgent(desk.pool, 'mina@example.com', { name: 'Mina Kim' });
    const tokens = await tokenFor(consoleUrl(), 'Mina@Example.com', password);

    const { payload: access } = await verified(tokens.accessToken);
    expect(access).toEqual({
      sub,
      iss: desk.identity.issuer,
      version: 2,
      client_id: clientId,
      token_use: 'access',
      scope: 'openid email profile desk/console',
      username: sub,
      auth_time: expect.any(Number),
      iat: expect.any(Number),
      exp: access.iat! + 3600,
      jti: expect.any(String),
      origin_jti: expect.any(String),
      event_id: expect.any(String),
    });
    expect(Object.keys(decodeProtectedHeader(tokens.accessToken)).toSorted()).toEqual(['alg', 'kid']);

    const { payload: id } = await verified(tokens.idToken);
    expect(id).toMatchObject({
      aud: clientId,
      sub,
      token_use: 'id',
      email: 'mina@example.com',
      email_verified: true,
      name: 'Mina Kim',
      'cognito:username': sub,
      nonce: 'n-1',
      auth_time: access.auth_time,
      origin_jti: access.origin_jti,
      exp: id.iat! + 3600,
    });
  });

  it('tells who it is at userInfo', async () => {
    const sub = await anAgent(desk.pool, 'info@example.com', { name: 'Info' });
    const { accessToken } = await tokenFor(consoleUrl(), 'info@example.com', password);
    const answer = await fetch(`${desk.identity.issuer}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(await answer.json()).toEqual({
      sub,
      username: sub,
      email: 'info@example.com',
      email_verified: 'true',
      name: 'Info',
    });
    expect(
      (await fetch(`${desk.identity.issuer}/oauth2/userInfo`, { headers: { authorization: 'Bearer no' } })).status,
    ).toBe(401);
  });

  it('lets a browser that is signed in pass without the page', async () => {
    await anAgent(desk.pool, 'again@example.com');
    const browser = cookieBrowser();
    const first = await beginSignIn(desk.identity.issuer, browser);
    await followToClient(browser, first, await browser.go(first.pageUrl, { email: 'again@example.com', password }));
    const second = await beginSignIn(desk.identity.issuer, browser);
    expect(second.page.headers.get('location')).toMatch(/^http:\/\/localhost:4400\/signed-in\?code=/);
  });

  it('refuses a code with another verifier, and one used twice', async () => {
    await anAgent(desk.pool, 'once@example.com');
    const browser = cookieBrowser();
    const attempt = await beginSignIn(desk.identity.issuer, browser);
    const callback = await followToClient(
      browser,
      attempt,
      await browser.go(attempt.pageUrl, { email: 'once@example.com', password }),
    );
    expect(callback.searchParams.get('state')).toBe('of-this-test');
    const code = callback.searchParams.get('code')!;
    await expect(redeem({ ...attempt, verifier: 'x'.repeat(43) }, code)).rejects.toThrow('invalid_grant');
    await redeem(attempt, code);
    await expect(redeem(attempt, code)).rejects.toThrow('invalid_grant');
  });

  it.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['a scope that the client may not ask', { scope: 'openid phone' }],
  ])('goes back with an error on %s', async (_, extra) => {
    const { page } = await beginSignIn(desk.identity.issuer, cookieBrowser(), extra);
    expect(page.headers.get('location')).toMatch(/[?&]error=invalid_/);
  });

  it('never goes to an address that isn’t the client’s', async () => {
    const { page } = await beginSignIn(desk.identity.issuer, cookieBrowser(), {
      redirect_uri: 'http://localhost:4400/elsewhere',
    });
    expect(page.headers.get('location')).toBeNull();
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('redirect_uri');
  });
});

describe('the sign-in page', () => {
  it('says in the asked language that a password is wrong, and keeps the e-mail', async () => {
    const browser = cookieBrowser();
    const attempt = await beginSignIn(desk.identity.issuer, browser, {}, { 'accept-language': 'ko-KR,ko;q=0.9' });
    expect(await attempt.page.text()).toContain('<html lang="ko">');
    const answer = await browser.go(
      attempt.pageUrl,
      { email: 'nobody@example.com', password: 'wrong' },
      { 'accept-language': 'ko' },
    );
    const html = await answer.text();
    expect(html).toContain('이메일 또는 비밀번호가 올바르지 않습니다.');
    expect(html).toContain('value="nobody@example.com"');
  });

  it('prefers ui_locales over the browser’s language', async () => {
    const { page } = await beginSignIn(
      desk.identity.issuer,
      cookieBrowser(),
      { ui_locales: 'ko' },
      { 'accept-language': 'en' },
    );
    expect(await page.text()).toContain('<html lang="ko">');
  });

  it('locks out after five wrong passwords', async () => {
    await anAgent(desk.pool, 'locked@example.com');
    const browser = cookieBrowser();
    const { pageUrl } = await beginSignIn(desk.identity.issuer, browser);
    for (let i = 0; i < 5; i += 1) await browser.go(pageUrl, { email: 'locked@example.com', password: 'wrong' });
    expect(await (await browser.go(pageUrl, { email: 'locked@example.com', password })).text()).toContain(
      'Too many wrong passwords',
    );
  });

  it('has a button for people with the one-click attribute, and for nobody else', async () => {
    const sub = await anAgent(desk.pool, 'demo@example.com', { name: 'Demo & Co', 'custom:demo': 'Agent, Delivery' });
    const other = await anAgent(desk.pool, 'private@example.com');
    const browser = cookieBrowser();
    const attempt = await beginSignIn(desk.identity.issuer, browser);
    const html = await attempt.page.text();
    expect(html).toContain('Sign in as Demo &amp; Co');
    expect(html).toContain('Agent, Delivery');
    expect(html).not.toContain(other);
    expect((await browser.go(attempt.pageUrl, { person: other })).status).toBe(400);

    const { payload } = await verified((await tokenFor(consoleUrl(), 'demo@example.com')).accessToken);
    expect(payload.sub).toBe(sub);
  });

  it('asks for a new password after a temporary one, and takes only a good one', async () => {
    await desk.pool.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: 'new@example.com',
        TemporaryPassword: 'Temporary-Pass-1',
        MessageAction: 'SUPPRESS',
      }),
    );
    const browser = cookieBrowser();
    const attempt = await beginSignIn(desk.identity.issuer, browser);
    const challengeIn = async (response: Response) =>
      /name="challenge" value="([^"]+)"/.exec(await response.text())![1]!;
    const first = await challengeIn(
      await browser.go(attempt.pageUrl, { email: 'new@example.com', password: 'Temporary-Pass-1' }),
    );
    const refused = await browser.go(attempt.pageUrl, {
      email: 'new@example.com',
      challenge: first,
      new_password: 'short',
    });
    const second = await challengeIn(refused);
    await followToClient(
      browser,
      attempt,
      await browser.go(attempt.pageUrl, { challenge: second, new_password: 'My-Own-Password-1' }),
    );
    await expect(tokenFor(consoleUrl(), 'new@example.com', 'My-Own-Password-1')).resolves.toBeDefined();
    await expect(tokenFor(consoleUrl(), 'new@example.com', 'Temporary-Pass-1')).rejects.toThrow('not right');
  });

  it('explains itself when the sign-in belongs to another browser', async () => {
    const { pageUrl } = await beginSignIn(desk.identity.issuer, cookieBrowser());
    const answer = await cookieBrowser().go(pageUrl);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('href="http://localhost:4400"');
  });
});

describe('what ends a sign-in', () => {
  it('refreshes until the person is signed out everywhere', async () => {
    await anAgent(desk.pool, 'refresh@example.com');
    const attempt = await beginSignIn(desk.identity.issuer, cookieBrowser());
    const tokens = await tokenFor(consoleUrl(), 'refresh@example.com', password);
    const renewed = await refresh(attempt, tokens.refreshToken);
    expect((await verified(renewed.accessToken)).payload).toMatchObject({
      token_use: 'access',
      scope: 'openid email profile desk/console',
      auth_time: (await verified(tokens.accessToken)).payload.auth_time,
    });
    expect((await verified(renewed.idToken)).payload).toMatchObject({ token_use: 'id', email: 'refresh@example.com' });

    await desk.pool.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: 'refresh@example.com' }));
    await expect(refresh(attempt, tokens.refreshToken)).rejects.toThrow('invalid_grant');
    const answer = await fetch(`${desk.identity.issuer}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${renewed.accessToken}` },
    });
    expect(answer.status).toBe(401);
    await expect(tokenFor(consoleUrl(), 'refresh@example.com', password)).resolves.toBeDefined();
  });

  it('keeps a disabled person out until enabled again', async () => {
    await anAgent(desk.pool, 'off@example.com');
    await desk.pool.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: 'off@example.com' }));
    await expect(tokenFor(consoleUrl(), 'off@example.com', password)).rejects.toThrow('switched off');
    await desk.pool.send(new AdminEnableUserCommand({ UserPoolId: poolId, Username: 'off@example.com' }));
    await expect(tokenFor(consoleUrl(), 'off@example.com', password)).resolves.toBeDefined();
  });

  it('voids a refresh token that was revoked', async () => {
    await anAgent(desk.pool, 'revoke@example.com');
    const attempt = await beginSignIn(desk.identity.issuer, cookieBrowser());
    const { refreshToken } = await tokenFor(consoleUrl(), 'revoke@example.com', password);
    const answer = await fetch(`${desk.identity.issuer}/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: refreshToken, client_id: clientId }),
    });
    expect(answer.status).toBe(200);
    await expect(refresh(attempt, refreshToken)).rejects.toThrow('invalid_grant');
  });

  it('signs the browser out, and goes only where the client says', async () => {
    await anAgent(desk.pool, 'bye@example.com');
    const browser = cookieBrowser();
    const attempt = await beginSignIn(desk.identity.issuer, browser);
    await followToClient(browser, attempt, await browser.go(attempt.pageUrl, { email: 'bye@example.com', password }));
    const elsewhere = await browser.go(
      `${desk.identity.issuer}/logout?client_id=${clientId}&logout_uri=${encodeURIComponent('https://example.com/')}`,
    );
    expect(elsewhere.status).toBe(400);
    const out = await browser.go(
      `${desk.identity.issuer}/logout?client_id=${clientId}&logout_uri=${encodeURIComponent('http://localhost:4400/')}`,
    );
    expect(out.headers.get('location')).toBe('http://localhost:4400/');
    const next = await beginSignIn(desk.identity.issuer, browser);
    expect(next.pageUrl).toContain('/login/');
  });
});

describe('for a console in a browser', () => {
  it('publishes where everything is, and lets the console read it', async () => {
    const answer = await fetch(`${desk.identity.issuer}/.well-known/openid-configuration`, {
      headers: { origin: 'http://localhost:4400' },
    });
    const { issuer } = desk.identity;
    expect(await answer.json()).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/oauth2/authorize`,
      token_endpoint: `${issuer}/oauth2/token`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      userinfo_endpoint: `${issuer}/oauth2/userInfo`,
      revocation_endpoint: `${issuer}/oauth2/revoke`,
      end_session_endpoint: `${issuer}/logout`,
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeTruthy();
    const keys = await fetch(`${issuer}/.well-known/jwks.json`, { headers: { origin: 'http://localhost:4400' } });
    expect(keys.headers.get('access-control-allow-origin')).toBeTruthy();
    expect(JSON.stringify(await keys.json())).not.toContain('"d"');
    const token = await fetch(`${issuer}/oauth2/token`, {
      method: 'POST',
      headers: { origin: 'http://localhost:4400' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        code: 'x',
        redirect_uri: 'http://localhost:4400/signed-in',
        code_verifier: 'x'.repeat(43),
      }),
    });
    expect(token.headers.get('access-control-allow-origin')).toBe('http://localhost:4400');
  });
});

it('keeps people, keys, sessions and refresh tokens when the machine stops without a warning', async () => {
  await anAgent(desk.pool, 'kept@example.com');
  const browser = cookieBrowser();
  const attempt = await beginSignIn(desk.identity.issuer, browser);
  const callback = await followToClient(
    browser,
    attempt,
    await browser.go(attempt.pageUrl, { email: 'kept@example.com', password }),
  );
  const tokens = await redeem(attempt, callback.searchParams.get('code')!);

  // What is on the disk at this moment, nothing closed: what a killed process leaves.
  const left = temporaryFolder();
  cpSync(desk.folder, left, { recursive: true });
  await desk.stop();
  desk = await machine(left, desk.port);
  // The first request may still go out on a connection of the machine before.
  await until(() =>
    fetch(`${desk.identity.issuer}/local/clients`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );

  await expect(verified(tokens.accessToken)).resolves.toBeDefined();
  await expect(refresh(attempt, tokens.refreshToken)).resolves.toBeDefined();
  expect((await beginSignIn(desk.identity.issuer, browser)).page.headers.get('location')).toMatch(/\?code=/);
  await expect(tokenFor(consoleUrl(), 'kept@example.com', password)).resolves.toBeDefined();
});
