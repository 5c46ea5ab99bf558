import type * as z from 'zod';
import { once } from '../../domain/kernel/once.ts';
import type { Permission } from '../../domain/desk/permissions.ts';
import type { ProblemCode } from './problem.ts';

/** The API as a resource server of the identity provider, with one scope. */
export const DESK_RESOURCE = { identifier: 'desk', scope: 'console' } as const;

/**
 * The OAuth scope that every operation requires. Only access tokens have scopes, and only clients that are allowed to
 * may ask for this one. So an ID token or the token of another client of the pool is refused.
 */
export const DESK_SCOPE = `${DESK_RESOURCE.identifier}/${DESK_RESOURCE.scope}`;

/** The functions that serve HTTP operations. Operations that need the same grants share one. */
export const OPERATION_GROUPS = [
  'ticket-commands',
  'ticket-queries',
  'administration',
  'live-access',
  'customer-information',
  'confidential',
  'mail-preview',
] as const;
export type OperationGroup = (typeof OPERATION_GROUPS)[number];

/** One HTTP operation as data. Its route, its parsing, its OpenAPI entry and the typed client are made from it. */
export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** In the form of API Gateway: `/services/{serviceId}/tickets/{number}`. */
  readonly path: string;
  readonly group: OperationGroup;
  /** The permission that the caller needs in the service of the path; null when the path has no service. */
  readonly permission: Permission | null;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodObject | null;
  readonly response: { readonly status: number; readonly schema: z.ZodType };
  /** Whether it reads `If-Match` and `Idempotency-Key`, and whether its answer has an ETag. */
  readonly headers: {
    readonly ifMatch: boolean;
    readonly idempotencyKey: boolean | 'required';
    readonly etag: boolean;
  };
  readonly problems: readonly ProblemCode[];
};

type SchemaName = 'params' | 'query' | 'body';
/** An operation as it is written down: each schema as the function that makes it. */
type Definition = Omit<Operation, SchemaName | 'response'> & {
  readonly params: () => z.ZodObject;
  readonly query: () => z.ZodObject;
  readonly body: (() => z.ZodObject) | null;
  readonly response: { readonly status: number; readonly schema: () => z.ZodType };
};
type Made<F> = F extends () => infer S ? S : F;
type Defined<D extends Definition> = Omit<D, SchemaName | 'response'> & {
  readonly [N in SchemaName]: Made<D[N]>;
} & { readonly response: { readonly status: D['response']['status']; readonly schema: Made<D['response']['schema']> } };

/**
 * Returns the operation with its literal types. Its schemas are made when they are first used: a function serves many
 * operations, and its start would otherwise wait for the schemas of all of them.
 */
/* @__NO_SIDE_EFFECTS__ */
export const defineOperation = <const D extends Definition>({
  params,
  query,
  body,
  response: { status, schema },
  ...rest
}: D): Defined<D> => {
  const made = { params: once(params), query: once(query), body: once(body ?? (() => null)), schema: once(schema) };
  return {
    ...rest,
    get params() {
      return made.params();
    },
    get query() {
      return made.query();
    },
    get body() {
      return made.body();
    },
    response: {
      status,
      get schema() {
        return made.schema();
      },
    },
  } as unknown as Defined<D>;
};

/** Problems that every operation of a service may answer with. */
export const serviceProblems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'service_not_found',
  'dependency_timeout',
  'internal_error',
] as const satisfies readonly ProblemCode[];

/** For an operation that reads neither header and whose answer has no ETag. */
export const noHeaders = { ifMatch: false, idempotencyKey: false, etag: false } as const;
