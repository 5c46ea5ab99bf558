import { createHash, randomBytes } from 'node:crypto';

export type Tokens = {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly scope: string;
};
type Client = {
  readonly clientId: string;
  readonly callbackUrls: readonly string[];
  readonly scopes: readonly string[];
};

/** Sign-in listens three ports above the console. */
export const identityUrl = (baseUrl: string): string => {
  const url = new URL(baseUrl);
  return `http://localhost:${String(Number(url.port) + 3)}`;
};

/** An HTTP client that keeps cookies and follows no redirect by itself. */
export const cookieBrowser = () => {
  const cookies = new Map<string, string>();
  return {
    cookies,
    go: async (
      url: string,
      form?: Readonly<Record<string, string>>,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Response> => {
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers },
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
  };
};
export type CookieBrowser = ReturnType<typeof cookieBrowser>;

export type SignInAttempt = {
  readonly issuer: string;
  readonly client: Client;
  readonly verifier: string;
  readonly page: Response;
  readonly pageUrl: string;
};

export const clientsOf = async (issuer: string): Promise<readonly Client[]> =>
  (await (await fetch(`${issuer}/local/clients`)).json()) as readonly Client[];

/**
 * Asks for a code as the console does; leaves off at the sign-in page, or past it when the browser is signed in
 * already.
 */
export const beginSignIn = async (
  issuer: string,
  browser: CookieBrowser,
  extra: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<SignInAttempt> => {
  const [client] = await clientsOf(issuer);
  if (!client) throw new Error(`${issuer} has no client.`);
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: client.callbackUrls[0]!,
    scope: client.scopes.join(' '),
    state: 'of-this-test',
    nonce: 'n-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  });
  const asked = await browser.go(`${issuer}/oauth2/authorize?${query.toString()}`, undefined, headers);
  const location = asked.headers.get('location');
  if (location === null || location.startsWith(client.callbackUrls[0]!))
    return { issuer, client, verifier, page: asked, pageUrl: location ?? '' };
  const pageUrl = new URL(location, issuer).href;
  return { issuer, client, verifier, pageUrl, page: await browser.go(pageUrl, undefined, headers) };
};

/** Follows redirects of the provider until one leads to the client, and returns that one. */
export const followToClient = async (
  browser: CookieBrowser,
  { issuer, client }: SignInAttempt,
  response: Response,
): Promise<URL> => {
  let current = response;
  for (let hops = 0; hops < 5; hops += 1) {
    const location = current.headers.get('location');
    if (location === null)
      throw new Error(
        `Sign-in stopped with ${String(current.status)}: ${/role="alert"[^>]*>([^<]*)/.exec(await current.text())?.[1] ?? 'no reason given'}`,
      );
    const next = new URL(location, issuer);
    if (next.href.startsWith(client.callbackUrls[0]!)) return next;
    current = await browser.go(next.href);
  }
  throw new Error('Sign-in goes round in circles.');
};

export const redeem = async ({ issuer, client, verifier }: SignInAttempt, code: string): Promise<Tokens> => {
  const response = await fetch(`${issuer}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: client.clientId,
      redirect_uri: client.callbackUrls[0]!,
      code_verifier: verifier,
    }),
  });
  return tokensOf(response);
};

export const refresh = async (
  { issuer, client }: Pick<SignInAttempt, 'issuer' | 'client'>,
  refreshToken: string,
): Promise<Tokens> =>
  tokensOf(
    await fetch(`${issuer}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: client.clientId,
      }),
    }),
  );

const tokensOf = async (response: Response): Promise<Tokens> => {
  const body = (await response.json()) as {
    readonly access_token: string;
    readonly id_token: string;
    readonly refresh_token: string;
    readonly expires_in: number;
    readonly scope: string;
    readonly error?: string;
    readonly error_description?: string;
  };
  if (!response.ok) throw new Error(`${body.error ?? String(response.status)}: ${body.error_description ?? ''}`);
  return {
    accessToken: body.access_token,
    idToken: body.id_token,
    refreshToken: body.refresh_token,
    expiresIn: body.expires_in,
    scope: body.scope,
  };
};

/**
 * Signs a person in at the desk of this console address by authorization code and PKCE, over HTTP: with the password,
 * or without one by the demo's button. Returns the tokens, and the cookies by which a browser is signed in.
 */
export const signInOverHttp = async (
  baseUrl: string,
  email: string,
  password?: string,
): Promise<{ readonly tokens: Tokens; readonly cookies: CookieBrowser['cookies'] }> => {
  const browser = cookieBrowser();
  const attempt = await beginSignIn(identityUrl(baseUrl), browser);
  const form = password === undefined ? { person: await demoSubject(attempt, email) } : { email, password };
  const callback = await followToClient(browser, attempt, await browser.go(attempt.pageUrl, form));
  const code = callback.searchParams.get('code');
  if (code === null) throw new Error(`Sign-in ended in ${callback.search}`);
  return { tokens: await redeem(attempt, code), cookies: browser.cookies };
};

/** The tokens of a person who signs in, see `signInOverHttp`. */
export const tokenFor = async (baseUrl: string, email: string, password?: string): Promise<Tokens> =>
  (await signInOverHttp(baseUrl, email, password)).tokens;

/** The button shows the person's name; its title has the address. */
const demoSubject = async ({ page }: SignInAttempt, email: string): Promise<string> => {
  const sub = new RegExp(`value="([^"]+)"[^>]*title="${email.replaceAll('.', '\\.')}"`, 'i').exec(
    await page.text(),
  )?.[1];
  if (sub === undefined) throw new Error(`The sign-in page has no button for ${email}.`);
  return sub;
};
