import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { apiDocuments, openapiDocument } from '../../../infra/generate/openapi-document.ts';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { statusOfProblem } from '../../../shared/http/problems.ts';

type Schema = Record<string, unknown>;
type OperationDoc = {
  operationId: string;
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; headers?: Schema; content: Record<string, { schema: Schema }> }>;
};
const document = JSON.parse(JSON.stringify(openapiDocument())) as {
  openapi: string;
  paths: Record<string, Record<string, OperationDoc>>;
  components: { schemas: Record<string, Schema> };
  security: unknown;
};

const refsIn = (value: unknown): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) =>
        key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
      )
    : [];

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 behind a bearer token', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      security: [{ agent: [] }],
      components: { securitySchemes: { agent: { type: 'http', scheme: 'bearer' } } },
    });
  });

  it('has each operation once and no other', () => {
    const found = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
    );
    expect(found.toSorted()).toEqual(
      Object.values(operations)
        .map(({ operationId, method, path }) => `${operationId} ${method} ${path}`)
        .toSorted(),
    );
  });

  it('refers to nothing that is not there', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(10);
    for (const ref of refs)
      expect(Object.keys(document.components.schemas)).toContain(ref.replace('#/components/schemas/', ''));
  });

  it('has schemas that are JSON Schema', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'api', components: document.components });
    for (const name of Object.keys(document.components.schemas))
      expect(() => ajv.compile({ $ref: `api#/components/schemas/${name}` })).not.toThrow();
  });

  it('is what is committed', () => {
    for (const { path, content } of apiDocuments())
      expect(readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')).toBe(content);
  });
});

describe.each(Object.values(operations))('$operationId', (spec) => {
  const described = document.paths[spec.path]![spec.method.toLowerCase()]!;

  it('names each parameter of its path', () => {
    const named = (described.parameters ?? [])
      .filter((parameter) => parameter.in === 'path')
      .map(({ name }) => `{${name}}`);
    expect(named).toEqual([...spec.path.matchAll(/\{\w+\}/g)].map(([name]) => name));
  });

  it('lists each of its problems under the problem’s status', () => {
    for (const code of spec.problems) {
      const response = described.responses[String(statusOfProblem(code))]!;
      expect(JSON.stringify(response.content['application/problem+json'])).toContain(`"${code}"`);
    }
    const statuses = new Set([
      String(spec.response.status),
      ...spec.problems.map((code) => String(statusOfProblem(code))),
    ]);
    expect(new Set(Object.keys(described.responses))).toEqual(statuses);
  });

  it('refuses unknown fields, and says which headers it honours', () => {
    expect(described.requestBody !== undefined).toBe(spec.body !== null);
    if (described.requestBody)
      expect(described.requestBody.content['application/json']!.schema['additionalProperties']).toBe(false);
    const headers = (described.parameters ?? [])
      .filter((parameter) => parameter.in === 'header')
      .map(({ name }) => name);
    expect(headers).toEqual([
      ...(spec.headers.ifMatch ? ['If-Match'] : []),
      ...(spec.headers.idempotencyKey ? ['Idempotency-Key'] : []),
    ]);
    expect('ETag' in (described.responses[String(spec.response.status)]!.headers ?? {})).toBe(spec.headers.etag);
  });
});
