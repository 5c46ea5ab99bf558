import { createHash } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import { admitCaller } from '../application/desk/admit-caller.ts';
import type { DeskDirectory } from '../application/ports/desk.ts';
import type { Page, PageRequest } from '../application/ports/pages.ts';
import type { Log } from '../application/ports/platform.ts';
import type { IdempotencyClaim, TicketRepository } from '../application/ports/tickets.ts';
import type { Operation } from '../contracts/http/define-operation.ts';
import type { Agent } from '../domain/desk/agent.ts';
import { once } from '../domain/kernel/once.ts';
import { err, ok, type Result } from '../domain/kernel/result.ts';
import {
  brokenRequestTexts,
  type Caller,
  callerOf,
  compressed,
  etagOf,
  type HttpEvent,
  httpEventSchema,
  jsonResponse,
  problemResponse,
  readBody,
  readRequestHeaders,
  readTexts,
  refusalOfFault,
  requestErrors,
} from './http-messages.ts';
import type { HttpRefusal } from './problems.ts';

/** What is known of a request before it is known who may do it. */
export type AskedFor = Pick<Operation, 'operationId'> & {
  readonly serviceId?: string;
  readonly number?: number;
  readonly agentId: string;
  /** As the operation's contract says. */
  readonly body: unknown;
};

export type OperationDeps = {
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly log: Log;
  /** Runs `work` while rows that it will need are being read together with its caller's. */
  readonly readsAhead?: <T>(asked: AskedFor, work: () => Promise<T>) => Promise<T>;
  /** Where idempotency keys are bound; needed only by operations that accept them. */
  readonly tickets?: Pick<TicketRepository, 'bindClaim'>;
};

/** A valid request: parsed, with a caller who has permission. */
export type OperationInput<O extends Operation> = {
  readonly caller: Caller;
  /** The caller in the service of the path; undefined only for operations without a service. */
  readonly agent: O['permission'] extends null ? undefined : Agent;
  readonly params: z.output<O['params']>;
  readonly query: z.output<O['query']>;
  readonly body: O['body'] extends z.ZodType ? z.output<O['body']> : undefined;
  readonly correlationId: string;
  /** From If-Match. */
  readonly expectedVersion?: number;
  readonly idempotency?: IdempotencyClaim;
};
export type HttpHandler = (event: unknown, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
/** Runs one operation: returns a response of the contract's type, or a refusal. */
export type Run<O extends Operation> = (
  input: OperationInput<O>,
) => Promise<Result<z.input<O['response']['schema']>, HttpRefusal>>;

type Parsed = Pick<OperationInput<Operation>, 'params' | 'query' | 'expectedVersion' | 'idempotency' | 'caller'> & {
  readonly body: unknown;
};

const servicePath = z.object({ serviceId: z.string() });
const askedPath = z.object({ serviceId: z.string().exactOptional(), number: z.number().exactOptional() });
const versioned = z.object({ version: z.int() });

/** Made once for each operation, with its first request: zod compiles a schema when it is used for the first time. */
const requestSchemaOf = ({ params, query, body }: Operation) =>
  z.object({ params, query, body: body ?? z.undefined() });

/** Everything that can be checked without reading the table, starting with the caller. */
const parseRequest = (
  spec: Operation,
  schema: ReturnType<typeof requestSchemaOf>,
  event: HttpEvent,
): Result<Parsed, HttpRefusal> => {
  const caller = callerOf(event);
  if (caller === undefined) return err({ code: 'unauthenticated' });
  const headers = readRequestHeaders(event.headers, spec.headers);
  if (!headers.ok) return headers;
  const body = spec.body === null ? ok(undefined) : readBody(event);
  if (!body.ok) return body;
  const received = { params: event.pathParameters ?? {}, query: event.queryStringParameters ?? {}, body: body.value };
  const broken = brokenRequestTexts(received);
  if (broken.length > 0) return err({ code: 'validation_failed', errors: broken });
  const request = schema.safeParse({
    params: readTexts(spec.params, received.params),
    query: readTexts(spec.query, received.query),
    body: received.body,
  });
  if (!request.success) return err({ code: 'validation_failed', errors: requestErrors(request.error) });
  const { idempotencyKey: key, ...rest } = headers.value;
  if (key === undefined && spec.headers.idempotencyKey === 'required') return err({ code: 'idempotency_key_required' });
  const requestHash = createHash('sha256')
    .update(JSON.stringify([spec.operationId, request.data]))
    .digest('hex');
  return ok({
    caller,
    ...request.data,
    ...rest,
    ...(key === undefined ? {} : { idempotency: { callerId: caller.agentId, key, requestHash } }),
  });
};

/**
 * Binds an idempotency key to the first request that uses it, whatever the result. The same key with another operation,
 * ticket or body is refused before anything is done. Throws when an operation accepts keys but has no store for them.
 */
const keyBinder = ({ operationId, headers }: Operation, { tickets }: OperationDeps) => {
  if (headers.idempotencyKey === false) return async () => ok(undefined);
  if (tickets === undefined)
    throw new Error(`${operationId} honours idempotency keys: it needs the tickets to bind them`);
  return async ({ params, idempotency }: Parsed): Promise<Result<undefined, HttpRefusal>> =>
    idempotency !== undefined &&
    (await tickets.bindClaim(servicePath.parse(params).serviceId, idempotency)) === 'reused'
      ? err({ code: 'idempotency_key_reused' })
      : ok(undefined);
};

/**
 * Parse → admit → bind the key → run → encode: the only code that knows both HTTP and Result. A thrown fault is logged
 * and answered with the request id only.
 */
export const operation = <O extends Operation>(spec: O, deps: OperationDeps, run: Run<O>): HttpHandler => {
  const admit = admitCaller(deps.directory);
  const bind = keyBinder(spec, deps);
  const requestSchema = once(() => requestSchemaOf(spec));
  const { readsAhead = (_, work) => work() } = deps;
  const answer = async (parsed: Parsed, awsRequestId: string): Promise<APIGatewayProxyStructuredResultV2> => {
    const agent =
      spec.permission === null
        ? ok(undefined)
        : await admit(servicePath.parse(parsed.params).serviceId, parsed.caller.agentId, spec.permission);
    if (!agent.ok) return problemResponse(agent.error, awsRequestId);
    const bound = await bind(parsed);
    if (!bound.ok) return problemResponse(bound.error, awsRequestId);
    const result = await run({ ...parsed, agent: agent.value, correlationId: awsRequestId } as OperationInput<O>);
    if (!result.ok) return problemResponse(result.error, awsRequestId);
    const shown = spec.response.schema.parse(result.value);
    return jsonResponse(
      spec.response.status,
      shown,
      spec.headers.etag ? { etag: etagOf(versioned.parse(shown).version) } : {},
    );
  };
  const handle = async (event: unknown, { awsRequestId }: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    const request = httpEventSchema.parse(event);
    const parsed = parseRequest(spec, requestSchema(), request);
    if (!parsed.ok) return problemResponse(parsed.error, awsRequestId);
    const { params, caller, body } = parsed.value;
    const asked = { operationId: spec.operationId, agentId: caller.agentId, body, ...askedPath.parse(params) };
    const answered = await readsAhead(asked, () => answer(parsed.value, awsRequestId));
    return compressed(answered, request.headers['accept-encoding']);
  };
  return middy(handle).onError((request) => {
    const { awsRequestId } = request.context;
    const refusal = refusalOfFault(request.error);
    if (refusal.code !== 'validation_failed') {
      const fault = request.error;
      deps.log.error('request_failed', {
        operationId: spec.operationId,
        requestId: awsRequestId,
        code: refusal.code,
        fault: fault?.name,
        stack: fault?.stack,
      });
    }
    request.response = problemResponse(refusal, awsRequestId);
  }) as HttpHandler;
};

/** One operation of a function: its contract and the use case that it runs. */
export type OperationRow = {
  readonly spec: Operation;
  readonly handler: (deps: OperationDeps) => HttpHandler;
};

/**
 * Who calls and what identifies the request. It comes from the token, the desk and the headers; a body can't set it.
 */
type RequestContext<O extends Operation> = Pick<
  OperationInput<O>,
  'caller' | 'agent' | 'correlationId' | 'expectedVersion' | 'idempotency'
>;
/** The members of an object schema; a strict object without members adds none. */
type Members<T> = string extends keyof T ? unknown : T;
type BodyOf<O extends Operation> = O['body'] extends z.ZodType ? Members<z.output<O['body']>> : unknown;
type BodyAs<N, O extends Operation> = N extends string
  ? Readonly<Record<N, BodyOf<O>>>
  : Members<z.output<O['query']>> & BodyOf<O>;

/** The input of a use case: the request's body (in one member, or merged with the query), its path, and the caller. */
type UseCaseInput<N extends string | null, O extends Operation> = BodyAs<N, O> &
  Members<z.output<O['params']>> &
  RequestContext<O>;

type Shown<T> = T extends readonly (infer E)[]
  ? readonly Shown<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Shown<T[K]> }
    : T;
/**
 * The result before the response schema encodes it: members without a value may be missing, and members that the schema
 * does not name are removed.
 */
type Answer<O extends Operation> = Shown<z.input<O['response']['schema']>>;

type UseCase<A, V> = (input: A) => Promise<Result<V, HttpRefusal>>;

/**
 * Makes a row of a contract and a use case. The use case returns the response itself, or a value and how it is shown.
 */
type MakeRow<K extends Operation, N extends string | null> = {
  <O extends K>(spec: O, useCase: UseCase<UseCaseInput<N, O>, Answer<O>>): OperationRow;
  <O extends K, V>(
    spec: O,
    useCase: UseCase<UseCaseInput<N, O>, V>,
    show: (value: V, input: UseCaseInput<N, O>) => Answer<O>,
  ): OperationRow;
};

/** Members that a request can't set; a contract that names one has it ignored. */
const CONTEXT_MEMBERS: ReadonlySet<string> = new Set([
  'caller',
  'agent',
  'agentId',
  'correlationId',
  'expectedVersion',
  'idempotency',
] satisfies readonly (keyof RequestContext<Operation> | 'agentId')[]);

const withoutContext = (request: object): object =>
  Object.fromEntries(Object.entries(request).filter(([name]) => !CONTEXT_MEMBERS.has(name)));

/** Path parameters and the caller come last, so that they override members of the same name. */
const useCaseInput = (bodyAs: string | null, { params, query, body, ...context }: OperationInput<Operation>) => ({
  ...(bodyAs === null ? withoutContext({ ...query, ...(body as object | undefined) }) : { [bodyAs]: body as unknown }),
  ...params,
  ...context,
});

const rowsOf = <K extends Operation, N extends string | null>(bodyAs: N) =>
  ((
    spec: Operation,
    useCase: UseCase<unknown, unknown>,
    show: (value: unknown, given: unknown) => unknown = (value) => value,
  ): OperationRow => ({
    spec,
    handler: (deps) =>
      operation(spec, deps, async (input) => {
        const given = useCaseInput(bodyAs, input as OperationInput<Operation>);
        const result = await useCase(given);
        return result.ok ? ok(show(result.value, given)) : result;
      }),
  })) as MakeRow<K, N>;

type Reading = Operation & { readonly method: 'GET' };
type Changing = Operation & { readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' };

/** An operation that only reads. */
export const query = rowsOf<Reading, null>(null);
/** An operation that changes something. */
export const command = rowsOf<Changing, null>(null);
/** An operation that changes a resource: its body stands in `changes`; omitted members stay unchanged. */
export const edit = rowsOf<Changing, 'changes'>('changes');
/** An operation that creates a resource: its body stands in `made`. */
export const make = rowsOf<Changing, 'made'>('made');

/** For a use case that needs only the agent's id. */
export const byAgentId =
  <A extends { readonly agent: Agent }, R>(
    useCase: (input: Omit<A, 'agent'> & { readonly agentId: string }) => R,
  ): ((input: A) => R) =>
  ({ agent, ...input }) =>
    useCase({ ...input, agentId: agent.agentId });

/** The requested page; newest first by default. */
export const requestedPage = ({
  limit,
  cursor,
  order = 'newest',
}: Omit<PageRequest, 'order'> & Partial<PageRequest>): PageRequest => ({
  limit,
  order,
  ...(cursor === undefined ? {} : { cursor }),
});

/** Shows a page: its items under `name`, and the cursor of the next page. */
export const shownPage =
  <N extends string, T, S>(name: N, show: (item: T) => S) =>
  ({ items, cursor }: Page<T>) =>
    ({ [name]: items.map(show), nextCursor: cursor ?? null }) as Readonly<Record<N, readonly S[]>> & {
      readonly nextCursor: string | null;
    };

const routed = z.object({ routeKey: z.string() });

/** Route key by which API Gateway names an operation. */
export const routeKeyOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`;

/** One Lambda handler for the operations of a function, chosen by API Gateway's route key. */
export const serveRows = (deps: OperationDeps, rows: readonly OperationRow[]): HttpHandler => {
  const handlers = new Map(rows.map(({ spec, handler }) => [routeKeyOf(spec), handler(deps)]));
  return async (event: unknown, context: Context) => {
    const handler = handlers.get(routed.parse(event).routeKey);
    return handler === undefined
      ? problemResponse({ code: 'route_not_found' }, context.awsRequestId)
      : handler(event, context);
  };
};

/** The dependencies of several use cases together. */
export type NeedsOf<F extends (deps: never) => unknown> = (
  F extends (deps: infer D) => unknown ? (needs: D) => void : never
) extends (needs: infer All) => void
  ? All
  : never;
