import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type Provider from 'oidc-provider';
import type { Log, Running } from '../kernel.ts';
import { credentials } from './check-credentials.ts';
import type { Cognito } from './cognito.ts';
import { openidProvider } from './openid-provider.ts';
import { messagePage, sendTypeface, TYPEFACE_PATH } from './sign-in-page.ts';
import { originOf, sendPage, signInRoutes } from './sign-in-routes.ts';
import { plainLook, signInLanguage, type SignInLook, signInWords } from './sign-in-words.ts';
import { signingKeys } from './sign-in-store.ts';

export type IdentityOptions = {
  readonly port: number;
  readonly cognito: Cognito;
  readonly log: Log;
  readonly look?: SignInLook;
};

/**
 * Sign-in at http://localhost:{port}, with the paths of a Cognito domain (/oauth2/authorize, /oauth2/token,
 * /oauth2/userInfo, /oauth2/revoke, /logout) and of its issuer. `/local/clients` lists the clients, for tests and tools
 * of this machine.
 */
export const startIdentity = async ({
  port,
  cognito,
  log,
  look = plainLook,
}: IdentityOptions): Promise<Running & { readonly issuer: string }> => {
  const { pool, users, signIns } = cognito;
  const issuer = `http://localhost:${String(port)}`;
  const keys = await signingKeys(signIns);
  const back = originOf(pool.clients[0]?.callbackUrls[0]);
  const provider = openidProvider({
    issuer,
    pool,
    users,
    signIns,
    keys,
    log,
    errorPage: (message, acceptLanguage) => {
      const language = signInLanguage(acceptLanguage);
      return messagePage(look, language, signInWords(language, look).failed, message, back);
    },
  });
  const openid = provider.callback();
  const signIn = signInRoutes({ provider, pool, credentials: credentials(pool, users), look });
  const verificationKeys = createLocalJWKSet({
    keys: keys.jwks.keys.map(({ kty, n, e, kid, alg, use }) => ({ kty, n, e, kid, alg, use })) as never,
  });

  const userInfo = async (request: IncomingMessage, response: ServerResponse) => {
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' };
    if (request.method === 'OPTIONS') {
      sendJson(response, 204, undefined, cors);
      return;
    }
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const payload = await jwtVerify(token, verificationKeys, { issuer }).then(
      (verified) => verified.payload,
      () => undefined,
    );
    const user =
      payload?.token_use === 'access' && typeof payload.sub === 'string' ? users.bySub(payload.sub) : undefined;
    // A sign-in counts by the second; one of the same second as the sign-out is an older one.
    if (!user?.enabled || Number(payload?.auth_time) * 1000 < user.signedOutAt) {
      sendJson(
        response,
        401,
        {
          error: 'invalid_token',
          error_description: 'Access token is expired, disabled, or deleted, or the user has globally signed out.',
        },
        { ...cors, 'www-authenticate': 'Bearer error="invalid_token"' },
      );
      return;
    }
    sendJson(response, 200, { sub: user.sub, ...user.attributes, username: user.username }, cors);
  };

  const routes: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>>
  > = {
    '/oauth2/userInfo': userInfo,
    '/logout': (request, response, url) => signOut(provider, cognito, look, request, response, url),
    '/local/clients': (_request, response) => {
      sendJson(
        response,
        200,
        pool.clients.map(({ id, name, callbackUrls, logoutUrls, scopes }) => ({
          clientId: id,
          name,
          callbackUrls,
          logoutUrls,
          scopes,
        })),
        {},
      );
    },
    '/': (_request, response) => {
      response.writeHead(302, { location: back ?? '/.well-known/openid-configuration' }).end();
    },
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname.startsWith(TYPEFACE_PATH)) {
      sendTypeface(look.stylesheet, url.pathname, response).then(
        (sent) => {
          if (!sent) sendJson(response, 404, { error: 'not_found' }, {});
        },
        (fault: unknown) => {
          log('cognito', `${url.pathname} failed`, fault);
          response.destroy();
        },
      );
      return;
    }
    const route = routes[url.pathname] ?? (/^\/login\/[\w-]+$/.test(url.pathname) ? signIn : undefined);
    if (!route) {
      openid(request, response).catch((fault: unknown) => {
        log('cognito', `${url.pathname} failed`, fault);
      });
      return;
    }
    Promise.resolve(route(request, response, url)).catch((fault: unknown) => {
      log('cognito', `${url.pathname} failed`, fault);
      if (!response.headersSent) sendJson(response, 500, { error: 'server_error' }, {});
      else response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  log('cognito', `sign-in on ${issuer}`, { port: (server.address() as AddressInfo).port });
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

const sendJson = (
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>>,
) => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(value === undefined ? undefined : JSON.stringify(value));
};

/**
 * Cognito's logout endpoint: ends the browser's session and goes to the client's sign-out URL, or with `redirect_uri`
 * on to a new sign-in.
 */
const signOut = async (
  provider: Provider,
  { pool }: Cognito,
  look: SignInLook,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => {
  const client = pool.clients.find((each) => each.id === url.searchParams.get('client_id'));
  const logoutUri = url.searchParams.get('logout_uri');
  const redirectUri = url.searchParams.get('redirect_uri');
  const language = signInLanguage(url.searchParams.get('lang') ?? undefined, request.headers['accept-language']);
  const allowed =
    client &&
    (logoutUri === null
      ? redirectUri !== null && client.callbackUrls.includes(redirectUri)
      : client.logoutUrls.includes(logoutUri));
  if (!allowed) {
    sendPage(
      response,
      messagePage(
        look,
        language,
        signInWords(language, look).failed,
        client ? 'redirect_mismatch: logout_uri' : 'invalid_request: client_id',
        originOf(client?.callbackUrls[0]),
      ),
      400,
      pool,
    );
    return;
  }
  const context = provider.createContext(request, response);
  const session = await provider.Session.get(context as never);
  if (session.accountId) await session.destroy();
  const name = provider.cookieName('session');
  const expired = `path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; samesite=lax; httponly`;
  response.writeHead(302, {
    'set-cookie': [`${name}=; ${expired}`, `${name}.sig=; ${expired}`],
    'cache-control': 'no-store',
    location: logoutUri ?? `/oauth2/authorize?${url.searchParams.toString()}`,
  });
  response.end();
};
