import type * as z from 'zod';
import type { Operation } from '../../../../shared/contracts/http/define-operation.ts';
import { problemSchema } from '../../../../shared/contracts/http/problem.ts';
import { ProblemError, UnknownOutcomeError } from './problem-error.ts';

type BodyOf<O extends Operation> = O['body'] extends z.ZodObject
  ? { readonly body: z.input<O['body']> }
  : { readonly body?: undefined };
type QueryOf<O extends Operation> =
  Record<never, never> extends z.input<O['query']>
    ? { readonly query?: z.input<O['query']> }
    : { readonly query: z.input<O['query']> };

/** What one operation takes, by its contract. */
export type InputOf<O extends Operation> = BodyOf<O> &
  QueryOf<O> & {
    readonly params: z.output<O['params']>;
    /** The ticket's version that the caller has seen. */
    readonly ifMatch?: number;
    /** One per decision of the user, the same for each try of it. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };
export type OutputOf<O extends Operation> = z.output<O['response']['schema']>;
export type Call = <O extends Operation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>;

export type CallDependencies = {
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** A token that is valid now; null when nobody is signed in. Rejects when it could not be renewed for now. */
  readonly accessToken: () => Promise<string | null>;
  /** Tries once to get a fresh token after the gateway refused the one that was sent. */
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
 * The gateway's own refusal: 401 for no token or a bad one, 403 for one without the API's scope. Operations answer 403
 * with problem details.
 */
const refusesToken = (response: Response): boolean =>
  response.status === 401 ||
  (response.status === 403 && response.headers.get('content-type')?.startsWith('application/problem+json') !== true);

const toProblem = async (response: Response): Promise<ProblemError | UnknownOutcomeError> => {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) ? wait : null;
  const parsed = problemSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ProblemError(parsed.data, response.status, retryAfter);
  // API Gateway itself answers 401, 403, 429 and 5xx without problem details.
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
 * The typed client of every operation: sends what the contract says, parses what comes back. Throws ProblemError or
 * UnknownOutcomeError; an abort passes through.
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
