import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Resource } from '../kernel.ts';
import { onlyKnown } from '../properties.ts';
import { gatewayAnswer, type HttpResponse, type HttpRequest } from './http-event.ts';

export type Authorized = {
  readonly jwt: { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null };
};

/** Lets a request in with its claims, or answers it. `scopes` are those of which the token must have one. */
export type JwtAuthorizer = (
  request: HttpRequest,
  scopes: readonly string[],
) => Promise<{ readonly authorizer: Authorized } | { readonly answer: HttpResponse }>;

type JwtConfiguration = { readonly Issuer: string; readonly Audience?: readonly string[] };

/**
 * The JWT authorizer of an HTTP API: keys by the issuer's discovery, signature by RS256, audience in `aud` or else in
 * `client_id`. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export const jwtAuthorizer = (resource: Resource): JwtAuthorizer => {
  const { AuthorizerType: type, IdentitySource: sources } = resource.properties;
  if (type !== 'JWT')
    throw new Error(
      `${resource.stack}/${resource.logicalId}: authorizers of type ${String(type)} are not hosted on one machine.`,
    );
  const source = [sources].flat()[0];
  if (typeof source !== 'string' || !/^\$request\.header\.[\w-]+$/i.test(source))
    throw new Error(
      `${resource.stack}/${resource.logicalId}: the identity source ${String(source)} is not hosted on one machine.`,
    );
  const header = source.slice('$request.header.'.length).toLowerCase();
  const configuration = resource.properties.JwtConfiguration as JwtConfiguration;
  onlyKnown(resource, ['Issuer', 'Audience'], configuration, 'JwtConfiguration.');
  const verify = verifier(configuration);

  return async (request, scopes) => {
    const token = request.headers.get(header)?.[0]?.replace(/^Bearer\s+/i, '');
    if (!token) return { answer: unauthorized('Bearer') };
    try {
      const { claims, scopes: granted } = await verify(token);
      if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
        return {
          answer: gatewayAnswer(403, 'Forbidden', [
            [
              'www-authenticate',
              `Bearer scope="${scopes.join(' ')}" error="insufficient_scope" error_description="the token does not contain the required scopes"`,
            ],
          ]),
        };
      }
      return { authorizer: { jwt: { claims, scopes: scopes.length > 0 ? granted : null } } };
    } catch (fault) {
      return { answer: unauthorized(`Bearer scope="" error="invalid_token" error_description="${describe(fault)}"`) };
    }
  };
};

const unauthorized = (challenge: string) => gatewayAnswer(401, 'Unauthorized', [['www-authenticate', challenge]]);

type Verified = {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
  /** Milliseconds between which the token needn't be verified again. */
  readonly from: number;
  readonly until: number;
};

/** For as long as the issuer's keys are kept before they are asked for again. */
const verifiedForMs = 600_000;
const mostVerified = 1000;

/**
 * Verifies a token's signature, issuer, times and audience. One that was verified is known, character by character,
 * until it expires, at most for ten minutes.
 */
const verifier = ({ Issuer: issuer, Audience: audience = [] }: JwtConfiguration) => {
  const keys = discoveredKeys(issuer);
  const verified = new Map<string, Verified>();
  return async (token: string): Promise<Verified> => {
    const now = Date.now();
    const known = verified.get(token);
    if (known && known.from <= now && now < known.until) return known;
    const { payload } = await jwtVerify(token, await keys(), { algorithms: ['RS256', 'RS384', 'RS512'], issuer });
    requireAudience(payload, audience);
    const found = {
      claims: claimsAsText(payload),
      scopes: scopesOf(payload),
      from: now,
      until: Math.min(now + verifiedForMs, (payload.exp ?? Infinity) * 1000),
    };
    if (verified.size >= mostVerified) verified.clear();
    verified.set(token, found);
    return found;
  };
};

/** Loads once; after a failure the next request loads again. */
const discoveredKeys = (issuer: string): (() => Promise<JWTVerifyGetKey>) => {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const discover = async () => {
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5000),
    });
    if (!answer.ok) throw new Error(`the issuer answered ${String(answer.status)}`);
    const { jwks_uri: address } = (await answer.json()) as { readonly jwks_uri: string };
    return createRemoteJWKSet(new URL(address));
  };
  return () =>
    (found ??= discover().catch((fault: unknown) => {
      found = undefined;
      throw fault;
    }));
};

const requireAudience = ({ aud, client_id: client }: JWTPayload, audience: readonly string[]) => {
  if (audience.length === 0) return;
  const named = aud === undefined ? [client] : [aud].flat();
  if (!named.some((each) => typeof each === 'string' && audience.includes(each)))
    throw new Error('the token does not have a valid audience');
};

const scopesOf = ({ scope, scp }: JWTPayload): readonly string[] => {
  const claim = scope ?? scp;
  return Array.isArray(claim)
    ? claim.map(String)
    : typeof claim === 'string'
      ? claim.split(' ').filter((each) => each !== '')
      : [];
};

/** API Gateway passes every claim as text; lists as `[a b]`. */
const claimsAsText = (payload: JWTPayload): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? `[${value.map(String).join(' ')}]`
        : typeof value === 'object' && value !== null
          ? JSON.stringify(value)
          : String(value),
    ]),
  );

const describe = (fault: unknown): string => {
  if (fault instanceof errors.JWTExpired) return 'the token has expired';
  if (fault instanceof errors.JWTClaimValidationFailed && fault.claim === 'iss')
    return 'the token has an invalid issuer';
  if (fault instanceof errors.JWSSignatureVerificationFailed) return 'signature verification failed';
  if (fault instanceof errors.JWKSNoMatchingKey) return 'unable to find a signing key that matches the token';
  return (fault instanceof Error ? fault.message : String(fault)).replaceAll('"', "'");
};
