import { createHash } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import { admitCaller } from '../application/desk/admit-caller.ts';
import type { DeskDirectory } from '../application/ports/desk.ts';
import type { Log } from '../application/ports/platform.ts';
import type { IdempotencyClaim, TicketRepository } from '../application/ports/tickets.ts';
import type { Operation } from '../contracts/http/define-operation.ts';
import type { Agent } from '../domain/desk/agent.ts';
import { err, ok, type Result } from '../domain/kernel/result.ts';
import { jsonResponse, problemResponse, refusalOfFault } from './responses.ts';
import {
  brokenRequestTexts,
  type Caller,
  callerOf,
  etagOf,
  type HttpEvent,
  httpEventSchema,
  readBody,
  readRequestHeaders,
  readTexts,
  requestErrors,
} from './request.ts';
import type { HttpRefusal } from './problems.ts';

export type OperationDeps = {
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly log: Log;
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
const versioned = z.object({ version: z.int() });

/** Everything that can be checked without reading the table, starting with the caller. */
const parseRequest = (spec: Operation, event: HttpEvent): Result<Parsed, HttpRefusal> => {
  const caller = callerOf(event);
  if (caller === undefined) return err({ code: 'unauthenticated' });
  const headers = readRequestHeaders(event.headers, spec.headers);
  if (!headers.ok) return headers;
  const body = spec.body === null ? ok(undefined) : readBody(event);
  if (!body.ok) return body;
  const received = { params: event.pathParameters ?? {}, query: event.queryStringParameters ?? {}, body: body.value };
  const broken = brokenRequestTexts(received);
  if (broken.length > 0) return err({ code: 'validation_failed', errors: broken });
  const request = z.object({ params: spec.params, query: spec.query, body: spec.body ?? z.undefined() }).safeParse({
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
  const handle = async (event: unknown, { awsRequestId }: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    const parsed = parseRequest(spec, httpEventSchema.parse(event));
    if (!parsed.ok) return problemResponse(parsed.error, awsRequestId);
    const agent =
      spec.permission === null
        ? ok(undefined)
        : await admit(servicePath.parse(parsed.value.params).serviceId, parsed.value.caller.agentId, spec.permission);
    if (!agent.ok) return problemResponse(agent.error, awsRequestId);
    const bound = await bind(parsed.value);
    if (!bound.ok) return problemResponse(bound.error, awsRequestId);
    const result = await run({ ...parsed.value, agent: agent.value, correlationId: awsRequestId } as OperationInput<O>);
    if (!result.ok) return problemResponse(result.error, awsRequestId);
    const answer = spec.response.schema.parse(result.value);
    return jsonResponse(
      spec.response.status,
      answer,
      spec.headers.etag ? { etag: etagOf(versioned.parse(answer).version) } : {},
    );
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
