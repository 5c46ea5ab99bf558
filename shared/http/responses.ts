import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { retryAfterOf, toProblem, type HttpRefusal } from './problems.ts';

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
