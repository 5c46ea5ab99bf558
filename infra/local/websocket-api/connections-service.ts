import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { requestId } from '../http-api/http-event.ts';
import { AwsError, type Authorize, type AwsService } from '../kernel.ts';

export type ConnectionPlace = { readonly apiId: string; readonly region: string; readonly stage: string };
export type ConnectionFacts = {
  readonly connectionId: string;
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent: string;
};

type What = { readonly routeKey: string; readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT' } & Readonly<
  Record<string, unknown>
>;

/** A connection id in API Gateway's form: letters of a URL, with = at the end. */
export const connectionId = (): string => `${randomBytes(11).toString('base64url')}=`;

const context = ({ apiId, region, stage }: ConnectionPlace, facts: ConnectionFacts, what: What) => {
  const now = new Date();
  const id = requestId();
  return {
    ...what,
    messageDirection: 'IN',
    stage,
    apiId,
    domainName: `${apiId}.execute-api.${region}.amazonaws.com`,
    connectionId: facts.connectionId,
    connectedAt: facts.connectedAt,
    requestId: id,
    extendedRequestId: id,
    requestTimeEpoch: now.getTime(),
    requestTime: now.toISOString(),
    identity: { sourceIp: facts.sourceIp, userAgent: facts.userAgent },
  };
};

/** The event of `$connect`, with the headers and the query of the request that opens the connection. */
export const connectEvent = (place: ConnectionPlace, facts: ConnectionFacts, { rawHeaders, url }: IncomingMessage) => {
  const headers = grouped(
    Array.from({ length: rawHeaders.length / 2 }, (_, index) => [rawHeaders[index * 2]!, rawHeaders[index * 2 + 1]!]),
  );
  const query = grouped([...new URL(url ?? '/', 'ws://localhost').searchParams]);
  return {
    headers: last(headers),
    multiValueHeaders: headers,
    ...(Object.keys(query).length > 0
      ? { queryStringParameters: last(query), multiValueQueryStringParameters: query }
      : {}),
    requestContext: context(place, facts, { routeKey: '$connect', eventType: 'CONNECT' }),
    isBase64Encoded: false,
  };
};

export const messageEvent = (place: ConnectionPlace, facts: ConnectionFacts, routeKey: string, body: string) => ({
  requestContext: context(place, facts, { routeKey, eventType: 'MESSAGE', messageId: requestId() }),
  body,
  isBase64Encoded: false,
});

export const disconnectEvent = (place: ConnectionPlace, facts: ConnectionFacts, code: number, reason: string) => ({
  headers: {},
  multiValueHeaders: {},
  requestContext: context(place, facts, {
    routeKey: '$disconnect',
    eventType: 'DISCONNECT',
    disconnectStatusCode: code,
    disconnectReason: reason,
  }),
  isBase64Encoded: false,
});

const grouped = (pairs: readonly (readonly [string, string])[]): Readonly<Record<string, readonly string[]>> => {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of pairs) (groups[name] ??= []).push(value);
  return groups;
};

const last = (groups: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1)!]));

/** An open connection, as functions may use it. */
export type OpenConnection = {
  readonly facts: ConnectionFacts;
  readonly lastActiveAt: () => number;
  /** False when it's no longer open. */
  send(message: string): boolean;
  close(): void;
};

export type ConnectionsServiceOptions = {
  /** `arn:aws:execute-api:…:<apiId>/<stage>` */
  readonly stageArn: string;
  readonly stage: string;
  readonly find: (connectionId: string) => OpenConnection | undefined;
  readonly authorize: Authorize;
};

const largestMessage = 131_072;

/** The management API of a WebSocket API: POST, GET and DELETE of `/{stage}/@connections/{id}`. */
export const connectionsService =
  ({ stageArn, stage, find, authorize }: ConnectionsServiceOptions): AwsService =>
  async ({ principal, method, path, body }) => {
    const prefix = `/${stage}/@connections/`;
    if (!path.startsWith(prefix)) throw new AwsError('ForbiddenException', 'Forbidden', 403);
    const connectionId = decodeURIComponent(path.slice(prefix.length));
    authorize(principal, 'execute-api:ManageConnections', `${stageArn}/${method}/@connections/${connectionId}`);
    const connection = find(connectionId);
    if (!connection) throw new AwsError('GoneException', '', 410);
    switch (method) {
      case 'POST':
        if (body.length > largestMessage) throw new AwsError('PayloadTooLargeException', '', 413);
        if (!connection.send(body.toString('utf8'))) throw new AwsError('GoneException', '', 410);
        return { status: 200 };
      case 'DELETE':
        connection.close();
        return { status: 204 };
      case 'GET': {
        const { connectedAt, sourceIp, userAgent } = connection.facts;
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            connectedAt: new Date(connectedAt).toISOString(),
            identity: { sourceIp, userAgent },
            lastActiveAt: new Date(connection.lastActiveAt()).toISOString(),
          }),
        };
      }
      default:
        throw new AwsError('ForbiddenException', 'Forbidden', 403);
    }
  };
