import { randomUUID } from 'node:crypto';
import type { InvokeResult } from '../kernel.ts';

/** A request as it came in, before any route. */
export type HttpRequest = {
  readonly method: string;
  /** As sent: still encoded. */
  readonly path: string;
  readonly query: string;
  /** Names in lower case; a header that came more than once has several values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
  readonly sourceIp: string;
};

export type EventSetting = {
  readonly apiId: string;
  readonly accountId: string;
  readonly region: string;
  readonly stage: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly authorizer?: unknown;
};

/**
 * The event of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const httpEvent = (request: HttpRequest, setting: EventSetting, now = new Date()) => {
  const rawPath =
    setting.stage === '$default' ? decodedPath(request.path) : `/${setting.stage}${decodedPath(request.path)}`;
  const cookies = (request.headers.get('cookie') ?? [])
    .flatMap((each) => each.split(/;\s*/))
    .filter((each) => each !== '');
  const domainName = `${setting.apiId}.execute-api.${setting.region}.amazonaws.com`;
  const headers: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      [...request.headers].filter(([name]) => name !== 'cookie').map(([name, values]) => [name, values.join(',')]),
    ),
    // What stands between a browser and the function puts these in.
    host: domainName,
    'x-forwarded-for': request.sourceIp,
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
    'x-amzn-trace-id': `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
  };
  const parameters = queryParameters(request.query);
  const text = isText(headers['content-type'], headers['content-encoding']);
  return {
    version: '2.0',
    routeKey: setting.routeKey,
    rawPath,
    rawQueryString: request.query,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(parameters ? { queryStringParameters: parameters } : {}),
    requestContext: {
      accountId: setting.accountId,
      apiId: setting.apiId,
      ...(setting.authorizer ? { authorizer: setting.authorizer } : {}),
      domainName,
      domainPrefix: setting.apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: requestId(),
      routeKey: setting.routeKey,
      stage: setting.stage,
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(setting.pathParameters).length > 0 ? { pathParameters: setting.pathParameters } : {}),
    ...(setting.stageVariables && Object.keys(setting.stageVariables).length > 0
      ? { stageVariables: setting.stageVariables }
      : {}),
    ...(request.body.length > 0 ? { body: request.body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: request.body.length > 0 && !text,
  };
};

/** Sixteen characters that end with =, like API Gateway's. */
export const requestId = (): string =>
  `${Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url').slice(0, 15)}=`;

const decodedPath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const queryParameters = (query: string): Readonly<Record<string, string>> | undefined => {
  if (query === '') return undefined;
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query))
    joined.set(name, joined.has(name) ? `${joined.get(name)!},${value}` : value);
  return Object.fromEntries(joined);
};

/** Content types that reach the function as text; everything else, forms included, comes in base64. */
const isText = (type = 'text/plain', encoding = ''): boolean =>
  encoding === '' && /^(text\/|application\/(json|javascript|xml|[\w.-]+\+json|[\w.-]+\+xml)\b)/i.test(type);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const clfTime = (now: Date): string => {
  const [date = '', time = ''] = now.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day ?? ''}/${months[Number(month) - 1] ?? ''}/${year ?? ''}:${time.slice(0, 8)} +0000`;
};

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
