import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { LiveEnding, LivePush } from '../../application/ports/live.ts';

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
export const apiGatewayEnding = (deps: { readonly client: ApiGatewayManagementApiClient }): LiveEnding => ({
  async end(connectionId) {
    try {
      await deps.client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
      return 'ended';
    } catch (cause) {
      if (cause instanceof GoneException) return 'gone';
      throw cause;
    }
  },
});
