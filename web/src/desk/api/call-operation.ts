import type * as z from 'zod';
import type { Operation } from '../../../../shared/contracts/http/define-operation.ts';
import { problemSchema } from '../../../../shared/contracts/http/problem.ts';
import { ProblemError, UnknownOutcomeError } from './problem-error.ts';

type BodyOf<O extends Operation> = O['body'] extends z.ZodObject
  ? { readonly body: z.input<O['body']> }
  : { readonly body?: undefined };
/** A member that is undefined is left out of the address. */
type Query<O extends Operation> = { [K in keyof z.input<O['query']>]: z.input<O['query']>[K] | undefined };
type QueryOf<O extends Operation> =
  Record<never, never> extends z.input<O['query']>
    ? { readonly query?: Partial<Query<O>> }
    : { readonly query: Query<O> };

/** The input of an operation, from its contract. */
export type InputOf<O extends Operation> = BodyOf<O> &
  QueryOf<O> & {
    readonly params: z.output<O['params']>;
    /** The newest version of the ticket that the caller has seen. */
    readonly ifMatch?: number;
    /** A key for each decision of the user; the same for every attempt to carry it out. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
    /** The request outlives the page; its body must be small. */
    readonly keepalive?: boolean;
  };
export type OutputOf<O extends Operation> = z.output<O['response']['schema']>;
export type Call = <O extends Operation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>;

type CallDependencies = {
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** A valid token; null when nobody is signed in. Rejects when it can't be renewed at the moment. */
  readonly accessToken: () => Promise<string | null>;
  /** Gets a new token after the gateway refused the one that was sent; null when the session has ended. */
  readonly renew: () => Promise<string | null>;
};

const address = (
  apiUrl: string,
  operation: Operation,
  params: Record<string, unknown>,
  query: Record<string, unknown>,
): string => {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `${apiUrl}${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
};

/**
 * Whether API Gateway refused the token: 401 for a missing or invalid one, 403 without problem details for one that
 * lacks the API's scope. A 403 with problem details comes from an operation.
 */
const refusesToken = (response: Response): boolean =>
  response.status === 401 ||
  (response.status === 403 && response.headers.get('content-type')?.startsWith('application/problem+json') !== true);

const toProblem = async (response: Response): Promise<ProblemError | UnknownOutcomeError> => {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) ? wait : null;
  const parsed = problemSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ProblemError(parsed.data, response.status, retryAfter);
  // API Gateway's own answers (401, 403, 429 and 5xx) have no problem details.
  const code = refusesToken(response)
    ? 'unauthenticated'
    : response.status === 429
      ? 'rate_limited'
      : response.status >= 500
        ? 'internal_error'
        : null;
  if (code === null) return new UnknownOutcomeError('answer');
  return new ProblemError(
    { type: 'about:blank', title: code, status: response.status, code },
    response.status,
    retryAfter,
  );
};

/**
 * Calls any operation, typed by its contract, and parses the answer. Renews the token once when it is refused. Throws
 * ProblemError or UnknownOutcomeError; when the call was aborted, the error of `fetch`.
 */
export const createCall =
  ({ apiUrl, fetch, accessToken, renew }: CallDependencies): Call =>
  async (operation, input) => {
    const ask = async (token: string | null): Promise<Response> => {
      const headers = new Headers({ accept: 'application/json' });
      if (token !== null) headers.set('authorization', `Bearer ${token}`);
      if (input.ifMatch !== undefined) headers.set('if-match', `"${input.ifMatch}"`);
      if (input.idempotencyKey !== undefined) headers.set('idempotency-key', input.idempotencyKey);
      if (operation.body !== null) headers.set('content-type', 'application/json');
      try {
        return await fetch(address(apiUrl, operation, input.params, input.query ?? {}), {
          method: operation.method,
          headers,
          ...(operation.body === null ? {} : { body: JSON.stringify(input.body) }),
          ...(input.signal ? { signal: input.signal } : {}),
          ...(input.keepalive ? { keepalive: true } : {}),
        });
      } catch (error) {
        if (input.signal?.aborted) throw error;
        throw new UnknownOutcomeError('network', { cause: error });
      }
    };
    const orUnknown = (token: Promise<string | null>): Promise<string | null> =>
      token.catch((error: unknown) => {
        throw new UnknownOutcomeError('network', { cause: error });
      });
    let response = await ask(await orUnknown(accessToken()));
    if (refusesToken(response)) {
      const fresh = await orUnknown(renew());
      if (fresh !== null) response = await ask(fresh);
    }
    if (!response.ok) throw await toProblem(response);
    const parsed = operation.response.schema.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw new UnknownOutcomeError('answer', { cause: parsed.error });
    return parsed.data as OutputOf<typeof operation>;
  };
