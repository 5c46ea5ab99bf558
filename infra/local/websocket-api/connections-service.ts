import { AwsError, type Authorize, type AwsService } from '../kernel.ts';
import type { ConnectionFacts } from './live-event.ts';

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
