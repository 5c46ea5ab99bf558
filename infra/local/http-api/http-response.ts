import type { InvokeResult } from '../kernel.ts';

export type HttpResponse = {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
};

/** An answer of API Gateway itself. */
export const gatewayAnswer = (
  status: number,
  message: string,
  headers: readonly (readonly [string, string])[] = [],
): HttpResponse => ({
  status,
  headers: [['content-type', 'application/json'], ...headers],
  body: Buffer.from(JSON.stringify({ message })),
});

type Structured = {
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
};

/** What API Gateway makes of a function's answer: a structured response, or any JSON as the body of a 200. */
export const functionAnswer = ({ payload, functionError }: InvokeResult): HttpResponse => {
  const broken = gatewayAnswer(500, 'Internal Server Error');
  if (functionError) return broken;
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) {
    return {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = payload as Structured;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599 || (body !== null && typeof body !== 'string'))
    return broken;
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status,
    headers: [
      ...(given.some(([name]) => name === 'content-type')
        ? []
        : [['content-type', 'text/plain;charset=UTF-8'] as const]),
      ...given,
      ...cookies.map((cookie) => ['set-cookie', cookie] as const),
    ],
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};
