import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { bodyWithin } from '../request-body.ts';
import type { Credentials, SignInOutcome } from './check-credentials.ts';
import { messagePage, newPasswordPage, signInPage } from './sign-in-page.ts';
import { signInLanguage, type SignInLook, type SignInWords, signInWords } from './sign-in-words.ts';
import { oneClickValue, type UserPool } from './user-pool.ts';
import type { User } from './user-store.ts';

export type SignInRoutesOptions = {
  readonly provider: Provider;
  readonly pool: UserPool;
  readonly credentials: Credentials;
  readonly look: SignInLook;
};

/** The most one-click buttons that the page shows. */
const mostPeople = 12;

/** `/login/{uid}`: shows the sign-in page and handles what it posts. */
export const signInRoutes =
  ({ provider, pool, credentials, look }: SignInRoutesOptions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const spoken = signInLanguage(request.headers['accept-language']);
    const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
    if (!interaction) {
      sendPage(
        response,
        messagePage(
          look,
          spoken,
          signInWords(spoken, look).failed,
          signInWords(spoken, look).expired,
          originOf(pool.clients[0]?.callbackUrls[0]),
        ),
        400,
        pool,
      );
      return;
    }
    const language = signInLanguage(
      textOf(interaction.params.ui_locales),
      textOf(interaction.params.lang),
      request.headers['accept-language'],
    );
    const show = (email: string, error?: string) => {
      const people = credentials
        .oneClickPeople()
        .slice(0, mostPeople)
        .map((user) => personOf(pool, user));
      sendPage(
        response,
        signInPage(look, {
          language,
          action: `/login/${interaction.uid}`,
          email,
          people,
          ...(error === undefined ? {} : { error }),
        }),
        error === undefined ? 200 : 400,
        pool,
      );
    };
    if (request.method !== 'POST') {
      show(textOf(interaction.params.login_hint) ?? '');
      return;
    }
    const form = await formOf(request);
    const email = form.get('email') ?? '';
    const outcome = await signIn(credentials, form);
    if (outcome.kind === 'in') {
      await finish(provider, request, response, outcome.sub);
    } else if (outcome.kind === 'new_password') {
      const error = outcome.reason === undefined ? {} : { error: signInWords(language, look).weak(outcome.reason) };
      sendPage(
        response,
        newPasswordPage(look, {
          language,
          action: `/login/${interaction.uid}`,
          challenge: outcome.challenge,
          email,
          minimumLength: Number(pool.passwordPolicy.MinimumLength ?? 8),
          ...error,
        }),
        200,
        pool,
      );
    } else {
      show(email, refusal(signInWords(language, look), outcome));
    }
  };

const signIn = async (credentials: Credentials, form: URLSearchParams): Promise<SignInOutcome> => {
  const person = form.get('person');
  const challenge = form.get('challenge');
  if (person !== null) return credentials.byOneClick(person);
  if (challenge !== null) return credentials.byNewPassword(challenge, form.get('new_password') ?? '');
  return credentials.byPassword(form.get('email') ?? '', form.get('password') ?? '');
};

const finish = (provider: Provider, request: IncomingMessage, response: ServerResponse, sub: string) =>
  provider.interactionFinished(
    request,
    response,
    { login: { accountId: sub, remember: true } },
    { mergeWithLastSubmission: false },
  );

const refusal = (words: SignInWords, outcome: Extract<SignInOutcome, { kind: 'refused' }>): string => {
  switch (outcome.reason) {
    case 'locked':
      return words.locked(outcome.seconds);
    case 'wrong':
      return words.wrong;
    case 'disabled':
      return words.disabled;
    case 'temporary_expired':
      return words.temporaryExpired;
    case 'missing':
      return words.missing;
    case 'expired':
      return words.expired;
  }
};

const personOf = (pool: UserPool, user: User) => {
  const role = oneClickValue(pool, user.attributes) ?? '';
  const email = user.attributes.email ?? user.username;
  return { sub: user.sub, name: user.attributes.name ?? email, email, role: role === 'true' ? email : role };
};

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

export const originOf = (url: string | undefined): string | undefined =>
  url === undefined ? undefined : URL.parse(url)?.origin;

/** Bytes of a form; a larger one counts as empty. */
const largestForm = 10_000;

const formOf = async (request: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams((await bodyWithin(request, largestForm))?.toString('utf8'));

export const sendPage = (response: ServerResponse, body: string, status: number, pool: UserPool): void => {
  // The form's answer leads back to the website, which `form-action` must let through.
  const origins = [...new Set(pool.clients.flatMap((client) => client.callbackUrls.map(originOf)))].filter(
    (origin) => origin !== undefined && origin !== 'null',
  );
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': `default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; form-action 'self' ${origins.join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
  });
  response.end(body);
};
