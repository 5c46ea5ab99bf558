import type * as z from 'zod';
import type { Permission } from '../../domain/desk/permissions.ts';
import type { ProblemCode } from './problem.ts';

/** The API as the identity provider knows it: a resource server with one scope. */
export const DESK_RESOURCE = { identifier: 'desk', scope: 'console' } as const;

/**
 * The OAuth scope that every operation demands. Only access tokens carry scopes, and only those of a client that may
 * ask for this one: an ID token, or a token of another client of the pool, opens nothing.
 */
export const DESK_SCOPE = `${DESK_RESOURCE.identifier}/${DESK_RESOURCE.scope}`;

/** Lambdas that serve HTTP operations: one function per permission group. */
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

/** One HTTP operation as data: routes, parsing, OpenAPI and the typed client come from it. */
export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** API Gateway's form: `/services/{serviceId}/tickets/{number}`. */
  readonly path: string;
  readonly group: OperationGroup;
  /** What the caller must be allowed in the service of the path; null where the path names none. */
  readonly permission: Permission | null;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodObject | null;
  readonly response: { readonly status: number; readonly schema: z.ZodType };
  /** Refuses or honours these request headers. */
  readonly headers: {
    readonly ifMatch: boolean;
    readonly idempotencyKey: boolean | 'required';
    readonly etag: boolean;
  };
  readonly problems: readonly ProblemCode[];
};

/** Keeps the literal types of an operation. */
export const defineOperation = <const O extends Operation>(operation: O): O => operation;

/** Problems that every operation of a service may answer with. */
export const serviceProblems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'service_not_found',
  'dependency_timeout',
  'internal_error',
] as const satisfies readonly ProblemCode[];

/** The headers of an operation that reads none of these and gives no ETag. */
export const noHeaders = { ifMatch: false, idempotencyKey: false, etag: false } as const;
