import { randomUUID } from 'node:crypto';
import Provider, {
  type AccessToken,
  type Configuration,
  errors,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { Log } from '../kernel.ts';
import type { SigningKeys, SignInStore } from './sign-in-store.ts';
import type { PoolClient, UserPool } from './user-pool.ts';
import type { User, UserStore } from './user-store.ts';

export type OpenidProviderOptions = {
  readonly issuer: string;
  readonly pool: UserPool;
  readonly users: UserStore;
  readonly signIns: SignInStore;
  readonly keys: SigningKeys;
  readonly errorPage: (message: string, acceptLanguage: string | undefined) => string;
  readonly log: Log;
};

/** The provider needs an audience; Cognito's access tokens have none, so it is left out of the token. */
const audience = 'urn:local:user-pool';

/** Claims by the scope that opens them, as Cognito's ID token has them. */
const claimsByScope = {
  openid: ['sub', 'token_use', 'cognito:username', 'cognito:groups', 'origin_jti', 'event_id', 'jti', 'auth_time'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  profile: [
    'name',
    'given_name',
    'family_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
};

/**
 * An OpenID provider with Cognito's paths and tokens: code and PKCE, refresh tokens that aren't rotated, no consent.
 */
export const openidProvider = ({
  issuer,
  pool,
  users,
  signIns,
  keys,
  errorPage,
  log,
}: OpenidProviderOptions): Provider => {
  const { port } = new URL(issuer);
  const allScopes = [...new Set(pool.clients.flatMap((client) => client.scopes))];
  const clientOf = (id: string | undefined) => pool.clients.find((client) => client.id === id);
  const seconds =
    (pick: (client: PoolClient) => number) => (_: unknown, __: unknown, client: { readonly clientId: string }) => {
      const own = clientOf(client.clientId);
      return own ? pick(own) : 3600;
    };

  const configuration: Configuration = {
    adapter: (model: string) => signIns.adapter(model),
    jwks: { keys: keys.jwks.keys as unknown as JWK[] },
    clients: pool.clients.map((client) => ({
      client_id: client.id,
      client_name: client.name,
      redirect_uris: [...client.callbackUrls],
      scope: client.scopes.join(' '),
      require_auth_time: true,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'] as const,
      token_endpoint_auth_method: 'none' as const,
      application_type: 'web' as const,
    })),
    clientBasedCORS: () => true,
    claims: claimsByScope,
    scopes: allScopes,
    conformIdTokenClaims: false,
    cookies: {
      keys: [...keys.cookieKeys],
      // Cookies don't know ports: two hosts on one machine must not share theirs.
      names: { session: `cognito_${port}`, interaction: `cognito_${port}_sign_in`, resume: `cognito_${port}_resume` },
      long: { signed: true, sameSite: 'lax', httpOnly: true },
      short: { signed: true, sameSite: 'lax', httpOnly: true },
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, _resource, client) => ({
          scope: allScopes.join(' '),
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: clientOf(client.clientId)?.accessTokenSeconds ?? 3600,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
    },
    discovery: { userinfo_endpoint: `${issuer}/oauth2/userInfo`, end_session_endpoint: `${issuer}/logout` },
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    extraParams: ['lang'],
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: false,
    expiresWithSession: () => Promise.resolve(false),
    pkce: { required: () => true },
    ttl: {
      Session: 3600,
      Interaction: 3600,
      AuthorizationCode: 300,
      Grant: Math.max(3600, ...pool.clients.map((client) => client.refreshTokenSeconds)),
      AccessToken: seconds((client) => client.accessTokenSeconds),
      IdToken: seconds((client) => client.idTokenSeconds),
      RefreshToken: seconds((client) => client.refreshTokenSeconds),
    },
    findAccount: (ctx, sub) => {
      const user = users.bySub(sub);
      return user?.enabled === true
        ? { accountId: sub, claims: () => idClaims(user, ctx.oidc.entities.Grant?.jti) }
        : undefined;
    },
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope(allScopes.join(' '));
      grant.addResourceScope(audience, allScopes.join(' '));
      await grant.save();
      return grant;
    },
    formats: {
      customizers: {
        jwt: (ctx, token, parts) => {
          asCognito(ctx, token as AccessToken, parts, users);
        },
      },
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(out.error_description ?? out.error, ctx.get('accept-language'));
    },
  };
  const provider = new Provider(issuer, configuration);
  provider.on('server_error', (_ctx, fault) => {
    log('cognito', 'sign-in failed', fault);
  });
  return provider;
};

const groupsClaim = (user: User) => (user.groups.length === 0 ? {} : { 'cognito:groups': user.groups });

const idClaims = (user: User, originJti: string | undefined) => {
  const { email_verified: emailVerified, phone_number_verified: phoneVerified, ...attributes } = user.attributes;
  return {
    ...attributes,
    ...(emailVerified === undefined ? {} : { email_verified: emailVerified === 'true' }),
    ...(phoneVerified === undefined ? {} : { phone_number_verified: phoneVerified === 'true' }),
    sub: user.sub,
    token_use: 'id',
    'cognito:username': user.username,
    ...groupsClaim(user),
    origin_jti: originJti ?? randomUUID(),
    event_id: randomUUID(),
    jti: randomUUID(),
  };
};

type Parts = { header?: Record<string, unknown> | undefined; payload: Record<string, unknown> };

/** Gives the access token the claims of Cognito's: no `aud`, no `typ`, but `client_id`, `username` and times. */
const asCognito = (ctx: KoaContextWithOIDC, token: AccessToken, parts: Parts, users: UserStore) => {
  const user = users.bySub(token.accountId);
  if (!user) throw new errors.InvalidGrant('the user is gone');
  const { AuthorizationCode, RefreshToken } = ctx.oidc.entities;
  Object.assign(parts.payload, {
    version: 2,
    token_use: 'access',
    username: user.username,
    ...groupsClaim(user),
    origin_jti: token.grantId,
    event_id: randomUUID(),
    auth_time: AuthorizationCode?.authTime ?? RefreshToken?.authTime ?? parts.payload.iat,
  });
  // The provider insists on an audience; one that isn't enumerable never reaches the token.
  Object.defineProperty(parts.payload, 'aud', { value: audience, enumerable: false, writable: true });
  parts.header = { typ: undefined };
};
