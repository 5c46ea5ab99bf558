import {
  createDocument,
  type ZodOpenApiMediaTypeObject,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import * as z from 'zod';
import type { Operation } from '../../shared/contracts/http/define-operation.ts';
import { operations } from '../../shared/contracts/http/operations.ts';
import { type ProblemCode, problemSchema } from '../../shared/contracts/http/problem.ts';
import { PROBLEMS, statusOfProblem } from '../../shared/http/problems.ts';
import type { GeneratedFile } from './event-documents.ts';

const PROBLEM_JSON = 'application/problem+json';
const all: readonly Operation[] = Object.values(operations);

const ifMatch = z.string().optional().meta({
  description:
    'The ETag of the ticket as it was read, or `*`. With it a changed ticket is refused by 412; without it the command is decided on the ticket as it is now.',
  example: '"3"',
});
const idempotencyKey = z.string().min(1).max(255).optional().meta({
  description:
    'Visible ASCII. The same request under the same key is done once, within a day; another request under it is refused by 422.',
});
const etag = z.string().meta({ header: { description: 'The ticket’s version' }, example: '"3"' });
const retryAfter = z.string().meta({ header: { description: 'Seconds after which the same request may pass' } });

/** The types want to see that it begins with a digit. */
const statusKey = (status: number) => String(status) as `2${string}`;

const requestHeaders = ({ headers }: Operation) => {
  const shape = {
    ...(headers.ifMatch ? { 'If-Match': ifMatch } : {}),
    ...(headers.idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
  };
  return Object.keys(shape).length === 0 ? {} : { header: z.object(shape) };
};

const problemOf = (codes: readonly ProblemCode[]): NonNullable<ZodOpenApiMediaTypeObject['schema']> => ({
  allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { enum: [...codes] } } }],
});

/** Problems by status: several codes may share one. */
const problemResponses = (
  codes: readonly ProblemCode[],
): Record<ReturnType<typeof statusKey>, ZodOpenApiResponseObject> => {
  const byStatus = Map.groupBy([...codes].sort(), statusOfProblem);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, same]) => [
        statusKey(status),
        {
          description: same.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('; '),
          ...(status === 503 ? { headers: z.object({ 'Retry-After': retryAfter }) } : {}),
          content: { [PROBLEM_JSON]: { schema: problemOf(same) } },
        },
      ]),
  );
};

const operationObject = (spec: Operation): ZodOpenApiOperationObject => ({
  operationId: spec.operationId,
  summary: spec.summary,
  tags: [spec.group],
  requestParams: { path: spec.params, query: spec.query, ...requestHeaders(spec) },
  ...(spec.body === null
    ? {}
    : {
        requestBody: {
          required: !spec.body.safeParse({}).success,
          content: { 'application/json': { schema: spec.body } },
        },
      }),
  responses: {
    [statusKey(spec.response.status)]: {
      description: spec.summary,
      ...(spec.headers.etag ? { headers: z.object({ ETag: etag }) } : {}),
      content: { 'application/json': { schema: spec.response.schema } },
    },
    ...problemResponses(spec.problems),
  },
});

/** The API as OpenAPI 3.1, from the operations that also make its routes. */
export const openapiDocument = () => {
  const paths: ZodOpenApiPathsObject = {};
  for (const spec of all)
    paths[spec.path] = { ...paths[spec.path], [spec.method.toLowerCase()]: operationObject(spec) };
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Handover',
      version: '1.0.0',
      description:
        'The ticket desk’s HTTP API. Errors are problem details (RFC 9457) with a stable `code`; the gateway itself answers a missing or foreign token with 401 and an unknown path with 404, both as `{"message"}`. Unknown fields and query parameters are refused. Lists go by `nextCursor`.',
    },
    security: [{ agent: [] }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        agent: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'Access token of a signed-in agent, with the scope `desk/console`. ID tokens are refused with 403',
        },
      },
    },
  };
  // A member that is told as null where there is no value is always there: no reader fills in its default.
  return createDocument(document, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.default === null) delete jsonSchema.default;
    },
  });
};

export const apiDocuments = (): readonly GeneratedFile[] => [
  { path: 'docs/openapi.json', content: `${JSON.stringify(openapiDocument(), null, 2)}\n` },
];
