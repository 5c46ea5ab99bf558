import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { InvalidCursorError } from '../application/ports/pages.ts';
import { WriteContentionError } from '../application/ports/tickets.ts';
import { brokenTexts } from '../contracts/http/plain-values.ts';
import { err, ok, type Result } from '../domain/kernel/result.ts';
import { type HttpRefusal, type RequestError, retryAfterOf, toProblem } from './problems.ts';

/** A record that keeps every name: zod's own record drops `__proto__` silently, so it could not be refused. */
const texts = z.custom<Readonly<Record<string, string>>>(
  (given) =>
    typeof given === 'object' && given !== null && Object.values(given).every((value) => typeof value === 'string'),
);

/** The part of API Gateway's HTTP event (payload format 2.0) that is read. Header names are in lower case. */
export const httpEventSchema = z.object({
  routeKey: z.string(),
  pathParameters: texts.nullish(),
  queryStringParameters: texts.nullish(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }).nullish() }).nullish(),
  }),
});
export type HttpEvent = z.infer<typeof httpEventSchema>;

/**
 * The signed-in person. The authorizer has verified the token; `sub` is the agent's id in every service. An ID token
 * has no scope and is refused here too, since it does not permit API calls.
 */
const claimsSchema = z.object({
  sub: z.string().min(1),
  token_use: z.literal('access'),
  username: z.string().optional(),
});

export type Caller = { readonly agentId: string; readonly username?: string };

/** Undefined when the request has no access token. */
export const callerOf = (event: HttpEvent): Caller | undefined => {
  const claims = claimsSchema.safeParse(event.requestContext.authorizer?.jwt?.claims);
  if (!claims.success) return undefined;
  const { sub, username } = claims.data;
  return { agentId: sub, ...(username === undefined ? {} : { username }) };
};

export type RequestHeaders = { readonly expectedVersion?: number; readonly idempotencyKey?: string };
type Known = { readonly ifMatch: boolean; readonly idempotencyKey: boolean | 'required' };

const headerError = (name: string, detail: string): RequestError => ({ pointer: `#/headers/${name}`, detail });

/** The ETag of a version. CloudFront makes it weak when it compresses the response, so both forms are accepted. */
export const etagOf = (version: number): string => `"${version}"`;

const readIfMatch = (value: string | undefined): Result<number | undefined, RequestError> => {
  // `*` requires only that the ticket exists, which every command checks.
  if (value === undefined || value.trim() === '*') return ok(undefined);
  // Version 0 is what the desk has before anybody wrote it: no restricted words, a built-in layout.
  const version = /^\s*(?:W\/)?"(0|[1-9]\d{0,8})"\s*$/.exec(value)?.[1];
  return version === undefined
    ? err(headerError('if-match', 'If-Match must be the ETag of a ticket, like "3", or *'))
    : ok(Number(version));
};

const readIdempotencyKey = (value: string | undefined): Result<string | undefined, RequestError> =>
  value === undefined || /^[\x21-\x7e]{1,255}$/.test(value)
    ? ok(value)
    : err(headerError('idempotency-key', 'Idempotency-Key must be 1 to 255 visible ASCII characters'));

/**
 * If-Match and Idempotency-Key. An operation that supports neither refuses them, so that a caller doesn't rely on them
 * by mistake.
 */
export const readRequestHeaders = (
  headers: Readonly<Record<string, string>>,
  known: Known,
): Result<RequestHeaders, HttpRefusal> => {
  const ifMatch = readIfMatch(headers['if-match']);
  const key = readIdempotencyKey(headers['idempotency-key']);
  const errors = [
    ...(ifMatch.ok ? [] : [ifMatch.error]),
    ...(key.ok ? [] : [key.error]),
    ...(headers['if-match'] !== undefined && !known.ifMatch
      ? [headerError('if-match', 'This operation knows no If-Match')]
      : []),
    ...(headers['idempotency-key'] !== undefined && !known.idempotencyKey
      ? [headerError('idempotency-key', 'This operation knows no Idempotency-Key')]
      : []),
  ];
  if (errors.length > 0) return err({ code: 'validation_failed', errors });
  return ok({
    ...(ifMatch.ok && ifMatch.value !== undefined ? { expectedVersion: ifMatch.value } : {}),
    ...(key.ok && key.value !== undefined ? { idempotencyKey: key.value } : {}),
  });
};

/** Maximum bytes of a body; API Gateway would allow ten times as many. */
export const BODY_BYTES = 1024 * 1024;

const refuse = (detail: string) => err({ code: 'validation_failed' as const, errors: [{ pointer: '#', detail }] });

const textOf = (event: HttpEvent): string | undefined => {
  const body = event.body ?? '';
  if (!event.isBase64Encoded) return body;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, 'base64'));
  } catch {
    return undefined;
  }
};

/** The body as JSON; a missing body counts as an empty object. */
export const readBody = (event: HttpEvent): Result<unknown, HttpRefusal> => {
  if (Buffer.byteLength(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8') > BODY_BYTES)
    return err({ code: 'too_large', limitBytes: BODY_BYTES });
  const text = textOf(event);
  if (text === undefined) return refuse('The body is not UTF-8');
  if (text.trim() === '') return ok({});
  if (!/^application\/json\s*(;|$)/i.test(event.headers['content-type'] ?? ''))
    return refuse('The Content-Type must be application/json');
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse('The body is not JSON');
  }
};

type Wrapped = { readonly _zod: { readonly def: { readonly type: string; readonly innerType?: Wrapped } } };

const isNumber = (schema: Wrapped): boolean =>
  schema._zod.def.innerType === undefined ? schema._zod.def.type === 'number' : isNumber(schema._zod.def.innerType);

/** Decimal integers only. `Number` would also accept `0x10`, `1e1`, `+7`, ` 7` and `7.0`. */
const DECIMAL = /^(?:0|[1-9]\d{0,14})$/;

/**
 * Path and query parameters are strings: where the schema has a number, decimal digits become one. Any other text is
 * left for the schema to refuse.
 */
export const readTexts = (schema: z.ZodObject, texts: Readonly<Record<string, string>>): unknown => {
  const members = new Map<string, unknown>(Object.entries(schema.shape));
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      members.has(name) && isNumber(members.get(name) as Wrapped) && DECIMAL.test(text) ? Number(text) : text,
    ]),
  );
};

/**
 * Limits of one response: errors, and characters of a member's name. A response must not be many times larger than its
 * request.
 */
const ERRORS_SHOWN = 100;
const NAME_SHOWN = 100;

/**
 * An RFC 6901 pointer as a URI fragment. Body errors start inside the body; others start with `params`, `query` or
 * `headers`.
 */
const pointerTo = (path: readonly PropertyKey[]): string =>
  `#${(path[0] === 'body' ? path.slice(1) : path).map((part) => `/${encodeURIComponent(String(part).slice(0, NAME_SHOWN).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;

type Issue = z.core.$ZodIssue;

/** How many of a value's own members are not as this form has them; infinite: it is of another form. */
const strangenessOf = (issues: readonly Issue[]): number => {
  const members = new Set<PropertyKey>();
  for (const issue of issues) {
    const [member] = issue.path;
    if (member !== undefined) {
      if (issue.path.length === 1) members.add(member);
    } else if (issue.code === 'unrecognized_keys') issue.keys.forEach((key) => members.add(key));
    else return Number.POSITIVE_INFINITY;
  }
  return members.size;
};

/** What is wrong in a value that may have several forms: what its own form says, where it is more like one of them. */
const withinForm = (issue: Issue): readonly Issue[] => {
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest, next] = issue.errors
    .map((issues) => ({ issues, strangeness: strangenessOf(issues) }))
    .toSorted((a, b) => (a.strangeness < b.strangeness ? -1 : a.strangeness > b.strangeness ? 1 : 0));
  return nearest === undefined || nearest.strangeness === (next?.strangeness ?? Number.POSITIVE_INFINITY)
    ? [issue]
    : nearest.issues.flatMap((inner) => withinForm({ ...inner, path: [...issue.path, ...inner.path] }));
};

/** The first hundred errors of zod, each with a pointer; an unknown member is named itself. */
export const requestErrors = (error: z.ZodError): readonly RequestError[] =>
  error.issues
    .flatMap(withinForm)
    .flatMap((issue): readonly RequestError[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'Unknown field' }))
        : [{ pointer: pointerTo(issue.path), detail: issue.message }],
    )
    .slice(0, ERRORS_SHOWN);

/** Strings and names anywhere in the request that can't be stored, whichever operation it is for. */
export const brokenRequestTexts = (request: {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}): readonly RequestError[] =>
  brokenTexts(request).map(({ path, message }) => ({ pointer: pointerTo(path), detail: message }));

/** Responses hold customers' text and presigned URLs, so caches must not store them. */
const PRIVATE = { 'cache-control': 'no-store' } as const;

export const jsonResponse = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/json', ...PRIVATE, ...headers },
  body: JSON.stringify(body),
});

/** Bytes below which an answer fits into one packet anyway. */
const SMALLEST = 1400;
/** The quickest: larger levels take twice the time for a tenth less. */
const LEVEL = 1;

/** Does an `Accept-Encoding` header take gzip? RFC 9110, 12.5.3. */
const takesGzip = (acceptEncoding: string): boolean => {
  const weights = new Map(
    acceptEncoding.split(',').map((each) => {
      const [coding = '', weight = 'q=1'] = each.split(';').map((part) => part.trim().toLowerCase());
      return [coding, Number(weight.replace(/^q=/, ''))];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
};

/**
 * An answer in gzip, where the client takes it and it saves something. Nobody on the way does it: API Gateway's HTTP
 * APIs don't compress, and CloudFront doesn't where nothing is cached
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html).
 */
export const compressed = (
  answer: APIGatewayProxyStructuredResultV2,
  acceptEncoding: string | undefined,
): APIGatewayProxyStructuredResultV2 => {
  const { body, headers } = answer;
  if (body === undefined || Buffer.byteLength(body) < SMALLEST) return answer;
  const varying = { ...headers, vary: 'accept-encoding' };
  if (!takesGzip(acceptEncoding ?? '')) return { ...answer, headers: varying };
  return {
    ...answer,
    headers: { ...varying, 'content-encoding': 'gzip' },
    body: gzipSync(body, { level: LEVEL }).toString('base64'),
    isBase64Encoded: true,
  };
};

export const problemResponse = (refusal: HttpRefusal, requestId: string): APIGatewayProxyStructuredResultV2 => {
  const problem = toProblem(refusal, requestId);
  const retryAfter = retryAfterOf(refusal);
  return {
    statusCode: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      ...PRIVATE,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify(problem),
  };
};

/** Names of the errors that the AWS SDK throws on a time-out. */
const TIMEOUTS = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'AbortError']);

/**
 * Names of the errors by which AWS refuses a call for its rate. Clients have tried it again by then; the same request
 * may pass later.
 */
const THROTTLES = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

/** The refusal that a caller sees for a thrown fault; it reveals no details. */
export const refusalOfFault = (fault: unknown): HttpRefusal => {
  if (fault instanceof InvalidCursorError)
    return { code: 'validation_failed', errors: [{ pointer: '#/query/cursor', detail: fault.message }] };
  if (fault instanceof WriteContentionError) return { code: 'conflict_try_again' };
  if (fault instanceof Error && (TIMEOUTS.has(fault.name) || THROTTLES.has(fault.name)))
    return { code: 'dependency_timeout' };
  return { code: 'internal_error' };
};
