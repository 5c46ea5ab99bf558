import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { InvalidCursorError } from '../application/ports/pages.ts';
import { WriteContentionError } from '../application/ports/tickets.ts';
import { type HttpRefusal, retryAfterOf, toProblem } from './problems.ts';

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

/** The refusal that a caller sees for a thrown fault; it reveals no details. */
export const refusalOfFault = (fault: unknown): HttpRefusal => {
  if (fault instanceof InvalidCursorError)
    return { code: 'validation_failed', errors: [{ pointer: '#/query/cursor', detail: fault.message }] };
  if (fault instanceof WriteContentionError) return { code: 'conflict_try_again' };
  if (fault instanceof Error && TIMEOUTS.has(fault.name)) return { code: 'dependency_timeout' };
  return { code: 'internal_error' };
};
