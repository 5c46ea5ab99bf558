import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { ConnectionCloser, LivePush } from '../../application/ports/live.ts';

/** Sends through the management API of one WebSocket stage (the client's endpoint). */
export const apiGatewayPush = (deps: { readonly client: ApiGatewayManagementApiClient }): LivePush => ({
  async send(connectionId, message) {
    try {
      await deps.client.send(
        new PostToConnectionCommand({ ConnectionId: connectionId, Data: new TextEncoder().encode(message) }),
      );
      return 'sent';
    } catch (cause) {
      if (cause instanceof GoneException) return 'gone';
      throw cause;
    }
  },
});

/** Closes connections through the same API. */
export const apiGatewayConnectionCloser = (deps: {
  readonly client: ApiGatewayManagementApiClient;
}): ConnectionCloser => ({
  async close(connectionId) {
    try {
      await deps.client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
      return 'closed';
    } catch (cause) {
      if (cause instanceof GoneException) return 'gone';
      throw cause;
    }
  },
});
